import type { ServerEvent } from '@madrigal/contract';
import { type CatalogueStore, createCatalogEditing, type Song } from '@madrigal/core/catalog';
import type { Caller } from '@madrigal/core/identity';
import { createLibrary, type Library, type LibraryStore } from '@madrigal/core/library';
import type { Audience } from '@madrigal/core/notifications';
import { newId } from '@madrigal/core/shared';
import { noPictures } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalogueStore } from '../catalogue-store.ts';
import { createLibraryStore } from '../library-store.ts';
import { openPostgres, type Postgres } from '../pool.ts';
import { createShareStore } from '../share-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { addSampleSong } from '../testing/songs.ts';

const me: Caller = { userId: 'me', role: 'listener' };
const you: Caller = { userId: 'you', role: 'listener' };
const clock = { now: () => new Date() };

let database: TestDatabase;
let postgres: Postgres;
let catalogue: CatalogueStore;
let store: LibraryStore;
let library: Library;
let told: [Audience, ServerEvent][] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
  catalogue = createCatalogueStore(postgres.db);
  store = createLibraryStore(postgres.db);
  library = createLibrary({
    library: store,
    catalogue,
    shares: createShareStore(postgres.db),
    directory: {
      getAccount: async (id) => ({ id, name: id, email: '', role: 'listener', language: null }),
    },
    linkKey: Buffer.alloc(32),
    pictures: noPictures,
    events: { publish: async (audience, event) => void told.push([audience, event]) },
    clock,
    newId,
  });
});
afterAll(async () => {
  await postgres.close();
  await database.dispose();
});
beforeEach(async () => {
  told = [];
  await sql`TRUNCATE songs, playlists, favourites, plays CASCADE`.execute(postgres.db);
});

async function addSongs(titles: string): Promise<Map<string, Song>> {
  const songs = new Map<string, Song>();
  for (const title of titles) songs.set(title, await addSampleSong(catalogue, { title }));
  return songs;
}

const blank = { description: '', visibility: 'private', songIds: [] } as const;

async function playlistOf(titles: string, visibility: 'private' | 'unlisted' = 'private') {
  const songs = await addSongs(titles);
  const songIds = [...songs.values()].map(({ id }) => id);
  const input = { ...blank, name: 'Mine', visibility, songIds };
  const { id } = await library.playlists.create(me, input);
  const { items } = await library.playlists.listItems(me, id, { limit: 200 });
  const itemIds = new Map(items.map((item) => [item.song.title, item.id]));
  return {
    id,
    song: (title: string) => songs.get(title)?.id ?? '',
    item: (title: string) => itemIds.get(title) ?? '',
    titles: async (caller = me) =>
      (await library.playlists.listItems(caller, id, { limit: 200 })).items
        .map((item) => item.song.title)
        .join(''),
  };
}

describe('a playlist', () => {
  test('takes songs at the end, at the start and behind an item, some twice', async () => {
    const list = await playlistOf('abc');
    const add = (titles: string, place: Parameters<Library['playlists']['addItems']>[1]['place']) =>
      library.playlists.addItems(me, {
        playlistId: list.id,
        songIds: [...titles].map(list.song),
        place,
      });
    await add('ab', 'end');
    expect(await list.titles()).toBe('abcab');
    await add('cc', { after: null });
    expect(await list.titles()).toBe('ccabcab');
    const { playlist, itemIds } = await add('aa', { after: list.item('b') });
    expect(await list.titles()).toBe('ccabaacab');
    expect(itemIds).toHaveLength(2);
    expect(playlist).toMatchObject({ itemCount: 9, durationMs: 9000 });
  });

  test('moves items together in the order given', async () => {
    const list = await playlistOf('abcdef');
    const move = (titles: string, after: string | null) =>
      library.playlists.moveItems(me, {
        playlistId: list.id,
        itemIds: [...titles].map(list.item),
        after: after && list.item(after),
      });
    await move('f', null);
    expect(await list.titles()).toBe('fabcde');
    await move('ea', 'c');
    expect(await list.titles()).toBe('fbcead');
    await move('e', 'c');
    expect(await list.titles()).toBe('fbcead');
    await move('fbc', 'd');
    expect(await list.titles()).toBe('eadfbc');
    const behindItself = move('ab', 'a');
    await expect(behindItself).rejects.toMatchObject({ code: 'invalid_request' });
    const missing = library.playlists.moveItems(me, {
      playlistId: list.id,
      itemIds: [newId()],
      after: null,
    });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stays in order when two places are swapped a thousand times', async () => {
    const list = await playlistOf('abxyz');
    for (let n = 0; n < 1000; n++) {
      const [moved, after] = n % 2 === 0 ? ['x', 'a'] : ['y', 'a'];
      const itemIds = [list.item(moved)];
      await library.playlists.moveItems(me, {
        playlistId: list.id,
        itemIds,
        after: list.item(after),
      });
    }
    expect(await list.titles()).toBe('ayxbz');
    const { items } = await store.listItems(list.id, { limit: 9 });
    expect(Math.max(...items.map((item) => item.position.length))).toBeLessThanOrEqual(100);
  }, 60_000);

  test('belongs to its owner: others read it when it is unlisted, and never write', async () => {
    const secret = await playlistOf('a');
    const shared = await playlistOf('b', 'unlisted');
    expect(await shared.titles(you)).toBe('b');
    expect((await library.playlists.get(you, shared.id)).ownerId).toBe('me');
    const notFound = { code: 'not_found' };
    await expect(library.playlists.get(you, secret.id)).rejects.toMatchObject(notFound);
    await expect(secret.titles(you)).rejects.toMatchObject(notFound);
    const target = { playlistId: shared.id };
    const itemIds = [shared.item('b')];
    const songIds = [shared.song('b')];
    const writes = [
      () => library.playlists.change(you, shared.id, { name: 'x' }),
      () => library.playlists.delete(you, shared.id),
      () => library.playlists.addItems(you, { ...target, songIds, place: 'end' }),
      () => library.playlists.removeItems(you, { ...target, itemIds }),
      () => library.playlists.moveItems(you, { ...target, itemIds, after: null }),
    ];
    for (const write of writes) await expect(write()).rejects.toMatchObject(notFound);
    expect((await library.playlists.list(you, { order: 'name', limit: 5 })).items).toEqual([]);
    expect(await shared.titles()).toBe('b');
  });

  test('is changed only in the version one has seen, if one says so', async () => {
    const list = await playlistOf('ab');
    const { version } = await library.playlists.get(me, list.id);
    const removal = { playlistId: list.id, itemIds: [list.item('a')] };
    await library.playlists.change(me, list.id, { name: 'New', version });
    const outdated = library.playlists.removeItems(me, { ...removal, version });
    await expect(outdated).rejects.toMatchObject({ code: 'conflict' });
    await library.playlists.removeItems(me, removal);
    expect(await list.titles()).toBe('b');
  });

  test('takes what several send at the same time', async () => {
    const list = await playlistOf('a');
    const sending = Array.from({ length: 4 }, () =>
      library.playlists.addItems(me, {
        playlistId: list.id,
        songIds: [list.song('a')],
        place: 'end',
      }),
    );
    await Promise.all(sending);
    expect(await list.titles()).toBe('aaaaa');
  });

  test('is created once with an id of one’s own, with its songs', async () => {
    const [song] = (await addSongs('a')).values();
    const input = { ...blank, id: newId(), name: 'Mine', songIds: [song?.id ?? ''] };
    const first = await library.playlists.create(me, input);
    expect(await library.playlists.create(me, input)).toEqual(first);
    expect(first).toMatchObject({ itemCount: 1, name: 'Mine' });
    const taken = library.playlists.create(you, input);
    await expect(taken).rejects.toMatchObject({ code: 'conflict' });
  });

  test('takes no song that is not there, and not more than it can hold', async () => {
    const list = await playlistOf('a');
    const songIds = [list.song('a'), newId()];
    const missing = library.playlists.addItems(me, { playlistId: list.id, songIds, place: 'end' });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
    const creating = library.playlists.create(me, { ...blank, name: 'x', songIds });
    await expect(creating).rejects.toMatchObject({ code: 'not_found' });
    expect((await library.playlists.list(me, { order: 'name', limit: 5 })).items).toHaveLength(1);
    await sql`UPDATE playlists SET item_count = 10000`.execute(postgres.db);
    const full = library.playlists.addItems(me, {
      playlistId: list.id,
      songIds: [list.song('a')],
      place: 'end',
    });
    await expect(full).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('a playlist of several people', () => {
  test('is changed by whoever took the invitation, and tells all of them', async () => {
    const list = await playlistOf('abc');
    const { token, path } = await library.playlists.invite(me, list.id);
    expect(path).toBe(`/playlists/${list.id}?join=${token}`);
    expect(await library.playlists.invite(me, list.id)).toEqual({ token, path });
    const wrong = library.playlists.join(you, list.id, 'not the token');
    await expect(wrong).rejects.toMatchObject({ code: 'not_found' });
    await library.playlists.join(you, list.id, token);
    await library.playlists.join(you, list.id, token);
    told = [];
    await library.playlists.moveItems(you, {
      playlistId: list.id,
      itemIds: [list.item('c')],
      after: null,
    });
    const event = { type: 'playlist.changed', playlistId: list.id };
    expect(told).toEqual([
      [{ userId: 'me' }, event],
      [{ userId: 'you' }, event],
    ]);
    expect(await list.titles(you)).toBe('cab');
    const { members, invitationOpen } = await library.playlists.members(you, list.id);
    expect(members).toEqual([
      { userId: 'me', name: 'me', isOwner: true },
      { userId: 'you', name: 'you', isOwner: false },
    ]);
    expect(invitationOpen).toBe(true);
  });

  test('is renamed and deleted by its owner alone, who removes members', async () => {
    const list = await playlistOf('ab');
    const { token } = await library.playlists.invite(me, list.id);
    await library.playlists.join(you, list.id, token);
    const they: Caller = { userId: 'they', role: 'admin' };
    for (const refused of [
      () => library.playlists.change(you, list.id, { name: 'x' }),
      () => library.playlists.delete(you, list.id),
      () => library.playlists.invite(you, list.id),
      () => library.playlists.endInvitation(you, list.id),
      () => library.playlists.removeMember(you, list.id, 'me'),
      () => library.playlists.members(they, list.id),
      () => library.playlists.removeMember(they, list.id, 'they'),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: 'not_found' });
    }
    await library.playlists.endInvitation(me, list.id);
    const late = library.playlists.join(they, list.id, token);
    await expect(late).rejects.toMatchObject({ code: 'not_found' });
    const again = await library.playlists.invite(me, list.id);
    expect(again.token).not.toBe(token);
    await library.playlists.removeMember(me, list.id, 'you');
    await library.playlists.removeMember(me, list.id, 'you');
    await expect(list.titles(you)).rejects.toMatchObject({ code: 'not_found' });
    await library.playlists.join(they, list.id, again.token);
    await library.playlists.removeMember(they, list.id, 'they');
    expect((await library.playlists.list(they, { order: 'name', limit: 5 })).items).toEqual([]);
  });

  test('loses and doubles nothing when all of them rearrange it at once', async () => {
    const list = await playlistOf('abcdef');
    const { token } = await library.playlists.invite(me, list.id);
    await library.playlists.join(you, list.id, token);
    const moves = [...'abcdef'].map((title, n) =>
      library.playlists.moveItems(n % 2 ? me : you, {
        playlistId: list.id,
        itemIds: [list.item(title)],
        after: null,
      }),
    );
    const adding = library.playlists.addItems(you, {
      playlistId: list.id,
      songIds: [list.song('a')],
      place: 'end',
    });
    await Promise.all([...moves, adding]);
    expect([...(await list.titles())].toSorted().join('')).toBe('aabcdef');
    expect(await library.playlists.get(me, list.id)).toMatchObject({ itemCount: 7 });
  });
});

describe('what is hidden', () => {
  test('leaves playlists, favourites and history, and comes back to its place', async () => {
    const list = await playlistOf('abcdefg');
    for (const title of 'abcdefg') {
      await library.favourites.add(me, 'song', list.song(title));
      const play = { id: newId(), songId: list.song(title), playedAt: new Date(), msPlayed: 500 };
      await library.plays.record(me, play);
    }
    const hidden = [...'bcdg'].map(list.song);
    await catalogue.trashSongs(hidden.slice(0, 2), new Date());
    await catalogue.changeSongs(hidden.slice(2), { published: false });

    const shown = async (limit: number) => {
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await library.playlists.listItems(me, list.id, { limit, cursor });
        titles.push(page.items.map((item) => item.song.title).join(''));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return titles;
    };
    expect(await shown(2)).toEqual(['ae', 'f']);
    expect(await shown(3)).toEqual(['aef', '']);
    const favourites = await library.favourites.list(me, { kind: 'song', limit: 9 });
    expect(favourites.items).toHaveLength(3);
    expect((await library.plays.list(me, { limit: 9 })).items).toHaveLength(3);
    expect(
      (await library.plays.statistics(me, {}, { limit: 9, timeZone: 'UTC' })).songs,
    ).toHaveLength(3);
    const liking = library.favourites.add(you, 'song', hidden[0] ?? '');
    await expect(liking).rejects.toMatchObject({ code: 'not_found' });

    await catalogue.restoreSongs(hidden);
    await catalogue.changeSongs(hidden, { published: true });
    expect(await list.titles()).toBe('abcdefg');
    expect((await library.favourites.listIds(me)).songs).toHaveLength(7);
  });
});

describe('favourites', () => {
  test('are songs, albums and artists, each list by itself', async () => {
    const song = await addSampleSong(catalogue, { title: 'x', artistNames: ['Liked'] });
    const [artist] = song.artists;
    await library.favourites.add(me, 'song', song.id);
    await library.favourites.add(me, 'album', song.album.id);
    await library.favourites.add(me, 'artist', artist?.id ?? '');
    const of = async (kind: 'song' | 'album' | 'artist') =>
      (await library.favourites.list(me, { kind, limit: 5 })).items;
    expect(await of('song')).toMatchObject([{ kind: 'song', song }]);
    expect(await of('album')).toMatchObject([{ kind: 'album', album: { songCount: 1 } }]);
    expect(await of('artist')).toMatchObject([{ kind: 'artist', artist: { name: 'Liked' } }]);
    expect(await library.favourites.listIds(me)).toEqual({
      songs: [song.id],
      albums: [song.album.id],
      artists: [artist?.id],
    });
    expect(await library.favourites.listIds(you)).toEqual({ songs: [], albums: [], artists: [] });
    for (const kind of ['song', 'album', 'artist'] as const) {
      const liking = library.favourites.add(me, kind, newId());
      await expect(liking).rejects.toMatchObject({ code: 'not_found' });
      await library.favourites.remove(me, kind, newId());
    }
  });

  test('follow an artist who is merged into another one', async () => {
    const from = await addSampleSong(catalogue, { artistNames: ['From'] });
    const into = await addSampleSong(catalogue, { artistNames: ['Into'] });
    await library.favourites.add(me, 'artist', from.album.artistId);
    const editing = createCatalogEditing({
      catalogue,
      references: store,
      pictures: noPictures,
      events: { publish: async () => {} },
      clock,
      newId,
    });
    await editing.mergeArtists(from.album.artistId, into.album.artistId);
    expect((await library.favourites.listIds(me)).artists).toEqual([into.album.artistId]);
  });
});

describe('a play', () => {
  test.each([
    [1000, 499, false],
    [1000, 500, true],
    [1001, 500, false],
    [3_600_000, 239_999, false],
    [3_600_000, 240_000, true],
  ])('of a song of %i ms counts after %i ms: %s', async (durationMs, msPlayed, counts) => {
    const { id: songId } = await addSampleSong(catalogue, { durationMs });
    const recording = library.plays.record(me, {
      id: newId(),
      songId,
      playedAt: new Date(),
      msPlayed,
    });
    if (!counts) await expect(recording).rejects.toMatchObject({ code: 'invalid_request' });
    else await recording;
    expect((await library.plays.list(me, { limit: 5 })).items).toHaveLength(counts ? 1 : 0);
  });

  test('is not in the future, nor of a song that is not there', async () => {
    const { id: songId } = await addSampleSong(catalogue);
    const play = { id: newId(), songId, msPlayed: 1000 };
    const inAnHour = new Date(Date.now() + 3_600_000);
    const early = library.plays.record(me, { ...play, playedAt: inAnHour });
    await expect(early).rejects.toMatchObject({ code: 'invalid_request' });
    const missing = library.plays.record(me, { ...play, songId: newId(), playedAt: new Date() });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });

  test('makes the statistics of its listener', async () => {
    const song = await addSampleSong(catalogue, { artistNames: ['A', 'B'] });
    const play = { songId: song.id, playedAt: new Date(), msPlayed: 700 };
    await library.plays.record(me, { ...play, id: newId() });
    await library.plays.record(me, { ...play, id: newId() });
    const statistics = await library.plays.statistics(me, {}, { limit: 5, timeZone: 'UTC' });
    expect(statistics.totals).toMatchObject({ plays: 2, msPlayed: 1400, songs: 1, artists: 2 });
    expect(statistics.songs).toEqual([{ song, plays: 2, msPlayed: 1400 }]);
    expect(statistics.albums).toMatchObject([{ album: { title: 'Album' }, plays: 2 }]);
    expect(statistics.artists).toHaveLength(2);
    expect(
      (await library.plays.statistics(you, {}, { limit: 5, timeZone: 'UTC' })).totals.plays,
    ).toBe(0);
    await library.plays.clear(me);
    expect((await library.plays.statistics(me, {}, { limit: 5, timeZone: 'UTC' })).songs).toEqual(
      [],
    );
  });
});

test('a search finds the catalogue and the caller’s own playlists', async () => {
  await addSampleSong(catalogue, { title: 'Nightfall' });
  await library.playlists.create(me, { ...blank, name: 'Night drive' });
  const found = await library.search(me, ' NIGHT', 5);
  expect(found.songs.map(({ title }) => title)).toEqual(['Nightfall']);
  expect(found.playlists.map(({ name }) => name)).toEqual(['Night drive']);
  expect((await library.search(you, 'night', 5)).playlists).toEqual([]);
  expect(await library.search(me, ' - ', 5)).toMatchObject({ songs: [], playlists: [] });
});
