import {
  type CatalogueReferences,
  type CatalogueStore,
  createCatalog,
  createCatalogEditing,
  type NewSong,
  recognizeSong,
  sweepCatalogue,
} from '@madrigal/core/catalog';
import { type BlobKey, type Logger, newId } from '@madrigal/core/shared';
import { noPictures } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalogueStore } from '../catalogue-store.ts';
import { openPostgres, type Postgres } from '../pool.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { addSampleSong } from '../testing/songs.ts';

const DAY_MS = 86_400_000;
const admin = { userId: 'admin', role: 'admin' } as const;
const listener = { userId: 'listener', role: 'listener' } as const;
const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };

let database: TestDatabase;
let postgres: Postgres;
let catalogue: CatalogueStore;
let calls: string[];
let now: Date;

const references: CatalogueReferences = {
  forgetSong: async (songId) => void calls.push(`forget ${songId}`),
  moveArtist: async (fromId, toId) => void calls.push(`move ${fromId} ${toId}`),
};
const clock = { now: () => now };
const editing = () =>
  createCatalogEditing({
    catalogue,
    references,
    pictures: noPictures,
    events: { publish: async () => {} },
    clock,
    newId,
  });
const catalog = () => createCatalog({ catalogue });

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
  catalogue = createCatalogueStore(postgres.db);
});
afterAll(async () => {
  await postgres.close();
  await database.dispose();
});
beforeEach(async () => {
  await sql`TRUNCATE artists, albums, songs, song_remains CASCADE`.execute(postgres.db);
  calls = [];
  now = new Date();
});

const add = (change: Partial<NewSong>) => addSampleSong(catalogue, { addedAt: now, ...change });

describe('who sees what', () => {
  test('a draft is for admins alone, wherever one looks', async () => {
    const draft = await add({ published: false });
    const { album, artists } = draft;
    const artistId = artists[0]?.id ?? '';
    const looks = [
      (caller: typeof admin | typeof listener) => catalog().getSong(caller, draft.id),
      (caller: typeof admin | typeof listener) => catalog().getAlbum(caller, album.id),
      (caller: typeof admin | typeof listener) => catalog().getArtist(caller, artistId),
    ];
    for (const look of looks) {
      await expect(look(listener)).rejects.toMatchObject({ code: 'not_found' });
      await expect(look(admin)).resolves.toBeTruthy();
    }
    const query = { order: 'added', limit: 5 } as const;
    expect((await catalog().listSongs(admin, query)).items).toEqual([]);
    expect((await catalog().listSongs(admin, { ...query, state: 'draft' })).items).toEqual([draft]);
    const asking = catalog().listSongs(listener, { ...query, state: 'draft' });
    await expect(asking).rejects.toMatchObject({ code: 'forbidden' });
    expect((await catalog().getAlbum(admin, album.id)).songs.items).toEqual([draft]);
  });

  test('an artist comes with own albums, those they appear on, and songs', async () => {
    const own = await add({ artistNames: ['Me'], albumTitle: 'Own' });
    const guest = await add({ artistNames: ['You', 'Me'], albumTitle: 'Yours' });
    const { artist, albums, appearsOn, songs } = await catalog().getArtist(
      listener,
      own.artists[0]?.id ?? '',
    );
    expect(artist).toMatchObject({ name: 'Me', songCount: 2, albumCount: 1 });
    expect(albums.items.map(({ title }) => title)).toEqual(['Own']);
    expect(appearsOn.items.map(({ title }) => title)).toEqual(['Yours']);
    expect(songs.items.map(({ id }) => id)).toEqual([own.id, guest.id]);
    expect((await catalog().listArtists({ order: 'name', limit: 5 })).items).toHaveLength(2);
  });
});

describe('edits', () => {
  test('a song gets artists and album by name, found again or created', async () => {
    const song = await add({});
    const other = await add({ artistNames: ['Björk'], albumTitle: 'Post' });
    const changed = await editing().changeSong(song.id, {
      artistNames: ['BJORK', 'New'],
      album: { title: 'post', artistName: 'björk' },
      lyrics: undefined,
    });
    expect(changed.artists.map(({ name }) => name)).toEqual(['Björk', 'New']);
    expect(changed.album).toEqual(other.album);
    await expect(editing().changeSong(newId(), { title: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('an album is published and hidden as a whole, except for its trash', async () => {
    const songs = [await add({ published: false }), await add({}), await add({})];
    await editing().deleteSongs([songs[2]?.id ?? '']);
    const albumId = songs[0]?.album.id ?? '';
    expect(await editing().changeAlbum(albumId, { published: true })).toMatchObject({
      songCount: 2,
    });
    expect(await editing().changeAlbum(albumId, { published: false })).toMatchObject({
      songCount: 0,
    });
    await editing().restoreSongs(songs.map(({ id }) => id));
    expect((await catalogue.getAlbum(albumId)).songCount).toBe(1);
  });

  test('an album changes what is named and keeps the rest', async () => {
    const { album } = await add({ year: 1999 });
    const changed = await editing().changeAlbum(album.id, { artistName: 'Other' });
    expect(changed).toMatchObject({ title: 'Album', artistName: 'Other', year: 1999 });
    expect(await editing().changeAlbum(album.id, { year: null })).toMatchObject({ year: null });
    await add({ albumTitle: 'Taken', albumArtistName: 'Other' });
    const taking = editing().changeAlbum(album.id, { title: 'TAKEN' });
    await expect(taking).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an uploaded song finds its album and artist under the names they had before', async () => {
    const song = await add({});
    await editing().changeArtist(song.artists[0]?.id ?? '', { name: 'Renamed' });
    await editing().changeAlbum(song.album.id, { title: 'Retitled' });
    const next = await add({});
    expect(next.album).toMatchObject({
      id: song.album.id,
      title: 'Retitled',
      artistName: 'Renamed',
    });
  });
});

describe('merging', () => {
  test('moves songs, albums and names, and joins albums of one title', async () => {
    const into = await add({ artistNames: ['Into'], albumTitle: 'Both' });
    const both = await add({ artistNames: ['From', 'Guest', 'Into'], albumTitle: 'BOTH' });
    const own = await add({ artistNames: ['From'], albumTitle: 'Own' });
    const trashed = await add({ artistNames: ['From'], albumTitle: 'Own' });
    await editing().deleteSongs([trashed.id]);
    const fromId = own.album.artistId;
    const toId = into.album.artistId;
    const merged = await editing().mergeArtists(fromId, toId);
    expect(merged).toMatchObject({ id: toId, name: 'Into', songCount: 3, albumCount: 2 });
    expect(calls).toEqual([`move ${fromId} ${toId}`]);
    await expect(catalogue.getArtist(fromId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await catalogue.getSong(both.id)).album).toEqual(into.album);
    expect((await catalogue.getSong(both.id)).artists.map(({ name }) => name)).toEqual([
      'Into',
      'Guest',
    ]);
    expect((await catalogue.getSong(trashed.id)).artists).toEqual(into.artists);
    const next = await add({ artistNames: ['from'], albumTitle: 'own' });
    expect(next.album).toMatchObject({ id: own.album.id, artistId: toId });
  });

  test('refuses one artist twice, and one who does not exist', async () => {
    const { artists } = await add({});
    const id = artists[0]?.id ?? '';
    await expect(editing().mergeArtists(id, id)).rejects.toMatchObject({ code: 'invalid_request' });
    for (const pair of [
      [id, newId()],
      [newId(), id],
    ] as const) {
      await expect(editing().mergeArtists(...pair)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await add({})).toMatchObject({ artists });
  });
});

describe('the trash', () => {
  test('gives an album back as it was deleted, songs deleted before stay', async () => {
    const songs = [await add({}), await add({ published: false }), await add({})];
    const ids = songs.map(({ id }) => id);
    const albumId = songs[0]?.album.id ?? '';
    await editing().deleteSongs(ids.slice(0, 1));
    now = new Date(now.getTime() + 1000);
    await editing().deleteAlbum(albumId);
    expect((await catalogue.getAlbum(albumId)).songCount).toBe(0);
    await editing().restoreAlbum(albumId);
    const states = (await catalogue.getSongs(ids)).map(({ id, published, deletedAt }) => [
      ids.indexOf(id),
      published,
      deletedAt !== null,
    ]);
    expect(states.toSorted()).toEqual([
      [0, true, true],
      [1, false, false],
      [2, true, false],
    ]);
    await expect(editing().deleteAlbum(newId())).rejects.toMatchObject({ code: 'not_found' });
    await expect(editing().restoreAlbum(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test('gives a song back whose file comes in again', async () => {
    const song = await add({});
    expect(await recognizeSong({ catalogue }, song.contentHash)).toEqual({ song, restored: false });
    await editing().deleteSongs([song.id]);
    expect(await recognizeSong({ catalogue }, song.contentHash)).toEqual({ song, restored: true });
    expect(await recognizeSong({ catalogue }, 'unknown')).toBeNull();
  });

  test('is emptied after 30 days, with the objects and everything that names the song', async () => {
    const [gone, kept] = [await add({ albumTitle: 'Gone', artistNames: ['Gone'] }), await add({})];
    const deleted: BlobKey[] = [];
    const processed = { delete: async (keys: readonly BlobKey[]) => void deleted.push(...keys) };
    const sweep = () => sweepCatalogue({ catalogue, references, processed, clock, logger });
    await editing().deleteSongs([gone.id]);
    now = new Date(now.getTime() + 30 * DAY_MS - 1000);
    await editing().deleteSongs([kept.id]);
    await sweep();
    expect(await catalogue.getSongs([gone.id, kept.id])).toHaveLength(2);
    now = new Date(now.getTime() + 2000);
    await sweep();
    await sweep();
    expect(await catalogue.getSongs([gone.id, kept.id])).toHaveLength(1);
    expect(deleted.toSorted()).toEqual([gone.original.key, gone.waveform].toSorted());
    expect(calls).toEqual([`forget ${gone.id}`]);
    await expect(catalogue.getAlbum(gone.album.id)).rejects.toMatchObject({ code: 'not_found' });
    const artist = catalogue.getArtist(gone.artists[0]?.id ?? '');
    await expect(artist).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is finished by the next sweep where one was cut short', async () => {
    const song = await add({});
    await editing().deleteSongs([song.id]);
    now = new Date(now.getTime() + 31 * DAY_MS);
    const failing = { delete: async () => Promise.reject(new Error('store away')) };
    const deps = { catalogue, references, clock, logger };
    await expect(sweepCatalogue({ ...deps, processed: failing })).rejects.toThrow('store away');
    const deleted: BlobKey[] = [];
    const processed = { delete: async (keys: readonly BlobKey[]) => void deleted.push(...keys) };
    await sweepCatalogue({ ...deps, processed });
    expect(deleted).toHaveLength(2);
    expect(calls).toEqual([`forget ${song.id}`]);
  });
});
