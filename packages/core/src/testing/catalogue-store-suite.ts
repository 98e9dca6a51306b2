import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Artist, type CatalogueStore, fileOfSong, type Song } from '../catalog/index.ts';
import { newId, type Position, toBlobKey } from '../shared/index.ts';
import { describeArtistActs } from './catalogue-artists-suite.ts';
import { describeCatalogueEdits } from './catalogue-edits-suite.ts';
import { describeCatalogueLists } from './catalogue-lists-suite.ts';
import {
  addSongs,
  at,
  atOnce,
  byAddedDescending,
  byTitle,
  hashOf,
  prepareSong,
  sampleArtist,
} from './catalogue-samples.ts';
import { describeCatalogueSearch } from './catalogue-search-suite.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface CatalogueStoreSetup {
  store: CatalogueStore;
  dispose: () => Promise<void>;
}

/** Any order of the published songs. */
const published = (order: 'added' | 'title') => ({ order, states: ['published'] as const });

/** Every promise of {@link CatalogueStore}, for any engine. */
export function describeCatalogueStore(
  name: string,
  setup: () => Promise<CatalogueStoreSetup>,
): void {
  describe(`catalogue store: ${name}`, () => {
    let context: CatalogueStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describeArtistsAndAlbums(store);
    describeAdding(store);
    describeReading(store);
    describePages(store);
    describeRenditions(store);
    describeReplacing(store);
    describeCatalogueLists(store);
    describeCatalogueEdits(store);
    describeArtistActs(store);
    describeCatalogueSearch(store);
  });
}

function describeArtistsAndAlbums(store: () => CatalogueStore): void {
  test('an artist is created once and keeps its first spelling', async () => {
    const first: Artist = { id: newId(), name: 'Björk' };
    expect(await store().ensureArtist('bjork', first)).toEqual(first);
    expect(await store().ensureArtist('bjork', { id: newId(), name: 'BJORK' })).toEqual(first);
    const other = { id: newId(), name: 'Bjork Trio' };
    expect(await store().ensureArtist('bjork trio', other)).toEqual(other);
  });

  test('an album is created once and keeps its first spelling', async () => {
    const { id: artistId } = await sampleArtist(store(), 'Björk');
    const first = { id: newId(), title: 'Début', artistId, year: 1993, addedAt: at(0) };
    const album = { id: first.id, title: 'Début', artistId, artistName: 'Björk' };
    expect(await store().ensureAlbum('k', first)).toEqual(album);
    expect(await store().ensureAlbum('k', { ...first, id: newId(), title: 'debut' })).toEqual(
      album,
    );
  });

  test('an album of an artist who does not exist is a conflict', async () => {
    const album = { id: newId(), title: 'A', artistId: newId(), year: null, addedAt: at(0) };
    await expect(store().ensureAlbum('k', album)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('twenty callers racing for one artist and one album get the same ones', async () => {
    const artists = await atOnce(20, () => store().ensureArtist('a', { id: newId(), name: 'A' }));
    const artistId = artists[0]?.id ?? '';
    const albums = await atOnce(20, () =>
      store().ensureAlbum('a', { id: newId(), title: 'A', artistId, year: null, addedAt: at(0) }),
    );
    expect(new Set(artists.map((artist) => artist.id)).size).toBe(1);
    expect(new Set(albums.map((album) => album.id)).size).toBe(1);
  });

  test('identity keys may be long and differ at the end only', async () => {
    const key = 'k'.repeat(10_000);
    const one = await store().ensureArtist(`${key}1`, { id: newId(), name: 'one' });
    const two = await store().ensureArtist(`${key}2`, { id: newId(), name: 'two' });
    expect(two.id).not.toBe(one.id);
  });
}

function describeAdding(store: () => CatalogueStore): void {
  test('a song comes back as it was added', async () => {
    const record = await prepareSong(store(), { artists: ['First', 'Second', 'Third'] });
    const { song, created } = await store().addSong(record);
    expect(created).toBe(true);
    const { artistIds, albumId, ...plain } = record;
    expect(song).toEqual({
      ...plain,
      artists: artistIds.map((id, index) => ({ id, name: ['First', 'Second', 'Third'][index] })),
      album: { id: albumId, title: 'Album', artistId: artistIds[0], artistName: 'First' },
      deletedAt: null,
    });
    expect(await store().getSong(record.id)).toEqual(song);
  });

  test('a song with no tags at all comes back as it was added', async () => {
    const record = await prepareSong(store(), {
      trackNumber: null,
      discNumber: null,
      year: null,
      genres: [],
      lyrics: null,
      musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
      loudness: { integratedLufs: null, truePeakDbtp: null },
      renditions: {},
      cover: null,
    });
    const { song } = await store().addSong(record);
    expect(song).toMatchObject({ year: null, genres: [], lyrics: null, cover: null });
    expect(song).toMatchObject({ loudness: record.loudness, musicBrainz: record.musicBrainz });
  });

  test('a file larger than 4 GiB keeps its size', async () => {
    const original = {
      key: toBlobKey('library/a.flac'),
      sizeBytes: 5 * 1024 ** 3,
      mimeType: 'x/y',
    };
    const { song } = await store().addSong(await prepareSong(store(), { original }));
    expect(song.original).toEqual(original);
  });

  test('the same content, or the same id, is added once', async () => {
    const record = await prepareSong(store(), {});
    const { song } = await store().addSong(record);
    const sameContent = { ...record, id: newId(), title: 'Another title' };
    expect(await store().addSong(sameContent)).toEqual({ song, created: false });
    const sameId = { ...record, contentHash: hashOf('other'), title: 'Another title' };
    expect(await store().addSong(sameId)).toEqual({ song, created: false });
    expect((await store().listSongs(published('added'), { limit: 10 })).items).toEqual([song]);
  });

  test('twenty callers racing with one content get one song, one of them created it', async () => {
    const record = await prepareSong(store(), { artists: ['A', 'B'] });
    const results = await atOnce(20, () => store().addSong({ ...record, id: newId() }));
    expect(results.filter((result) => result.created)).toHaveLength(1);
    expect(new Set(results.map((result) => result.song.id)).size).toBe(1);
    for (const { song } of results) expect(song.artists).toHaveLength(2);
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const { song } = await store().addSong(
      await prepareSong(store(), {
        title: text,
        lyrics: text,
        genres: [text, `${text},"{}`],
        artists: [text],
        albumTitle: text,
      }),
    );
    expect(song).toMatchObject({ title: text, lyrics: text, genres: [text, `${text},"{}`] });
    expect(song.artists[0]?.name).toBe(text);
    expect(song.album.title).toBe(text);
    expect(await store().getSong(song.id)).toEqual(song);
    expect((await store().listSongs(published('title'), { limit: 1 })).items).toEqual([song]);
  });

  test('refuses NUL, which not every engine can keep', async () => {
    const record = await prepareSong(store(), { title: 'a\0b' });
    await expect(store().addSong(record)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(store().getSong(record.id)).rejects.toMatchObject({ code: 'not_found' });
  });
}

function describeReading(store: () => CatalogueStore): void {
  test('a song that does not exist is not found', async () => {
    await expect(store().getSong(newId())).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().findSongByContentHash(hashOf('nothing'))).toBeNull();
  });

  test('a song is found by its content', async () => {
    const { song } = await store().addSong(await prepareSong(store(), {}));
    expect(await store().findSongByContentHash(song.contentHash)).toEqual(song);
  });

  test('the songs of recordings are found, whatever the case of their ids', async () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const of = (recordingId: string) => ({
      musicBrainz: { recordingId, releaseId: null, artistIds: [] },
    });
    const recorded = [one, one.toUpperCase(), two];
    const songs = await addSongs(store(), 4, (n) => (recorded[n] ? of(recorded[n]) : {}));
    const sorted = (found: Song[]) => found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const find = async (ids: string[]) => sorted(await store().findSongsByRecordings(ids));
    expect(await find([one])).toEqual(sorted(songs.slice(0, 2)));
    expect(await find([two, one, two, crypto.randomUUID()])).toEqual(sorted(songs.slice(0, 3)));
    expect(await find([])).toEqual([]);
    expect(await find(["' OR 1=1 --", ''])).toEqual([]);
  });

  test('of a recording that is there very often, ten songs are found', async () => {
    const recordingId = crypto.randomUUID();
    const musicBrainz = { recordingId, releaseId: null, artistIds: [] };
    await addSongs(store(), 12, () => ({ musicBrainz }));
    expect(await store().findSongsByRecordings([recordingId])).toHaveLength(10);
  });
}

function describePages(store: () => CatalogueStore): void {
  test('no songs make one empty page', async () => {
    for (const order of ['added', 'title'] as const) {
      expect(await store().listSongs(published(order), { limit: 5 })).toEqual({
        items: [],
        next: null,
      });
    }
  });

  test('121 songs come newest first, whatever the page size', async () => {
    // Two songs share each moment, so that the id has to decide.
    const songs = await addSongs(store(), 121, (n) => ({ addedAt: at(Math.floor(n / 2)) }));
    const expected = songs.toSorted(byAddedDescending).map((song) => song.id);
    for (const limit of [1, 7, 50, 60, 121, 200]) {
      const listed = await collectPages(
        (page) => store().listSongs(published('added'), page),
        limit,
      );
      expect(listed.map((song) => song.id)).toEqual(expected);
    }
  });

  test('121 songs come by folded title, code point by code point', async () => {
    const titles = [
      'Zebra',
      'äpfel',
      'Apfel',
      '😀',
      '\uff5e wave',
      'x'.repeat(300),
      ' b  c',
      'B c',
    ];
    const songs = await addSongs(store(), 121, (n) => ({
      title: `${titles[n % titles.length]}${n < 40 ? '' : n % 10}`,
    }));
    const expected = songs.toSorted(byTitle).map((song) => song.id);
    for (const limit of [1, 7, 60, 200]) {
      const listed = await collectPages(
        (page) => store().listSongs(published('title'), page),
        limit,
      );
      expect(listed.map((song) => song.id)).toEqual(expected);
    }
  });

  test('a last page that is exactly full says that nothing follows', async () => {
    await addSongs(store(), 4, () => ({}));
    const first = await store().listSongs(published('added'), { limit: 2 });
    expect(first.next).not.toBeNull();
    const last = await store().listSongs(published('added'), {
      limit: 2,
      after: first.next as Position,
    });
    expect(last.items).toHaveLength(2);
    expect(last.next).toBeNull();
  });

  test('songs added while somebody pages are neither lost nor repeated', async () => {
    const before = await addSongs(store(), 30, (n) => ({ addedAt: at(n), title: `b${n}` }));
    let added = 0;
    for (const order of ['added', 'title'] as const) {
      const listed = await collectPages(async (page) => {
        added++;
        const around = [{ addedAt: at(1000 + added), title: `a${added}` }, { title: `c${added}` }];
        await addSongs(store(), 2, (n) => ({ addedAt: at(-added), ...around[n] }));
        return store().listSongs(published(order), page);
      }, 7);
      const ids = listed.map((song) => song.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(before.map((song) => song.id)));
    }
  });

  test.each([
    ['added', ['yesterday', '0192f0c4-0000-7000-8000-000000000000']],
    ['added', ['2026-01-01T00:00:00.000Z', 'not an id']],
    ['title', ['title', "'; DROP TABLE songs; --"]],
    ['title', ['a\0b', '0192f0c4-0000-7000-8000-000000000000']],
  ] as const)('refuses the position %s %j', async (order, after) => {
    await expect(store().listSongs(published(order), { limit: 5, after })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });
}

function describeRenditions(store: () => CatalogueStore): void {
  const file = (name: string) => ({
    key: toBlobKey(`library/${name}`),
    sizeBytes: 5 * 1024 ** 3,
    mimeType: 'audio/ogg',
  });

  test('a rendition is added or replaced, the others stay', async () => {
    const { song } = await store().addSong(await prepareSong(store(), { renditions: {} }));
    await store().putRendition(song.id, 'opus', file('a.opus'));
    await store().putRendition(song.id, 'aac', file('a.m4a'));
    await store().putRendition(song.id, 'opus', file('b.opus'));
    const renditions = { opus: file('b.opus'), aac: file('a.m4a') };
    expect(await store().getSong(song.id)).toEqual({ ...song, renditions });
  });

  test('two renditions put at the same time both stay', async () => {
    const { song } = await store().addSong(await prepareSong(store(), { renditions: {} }));
    await Promise.all([
      store().putRendition(song.id, 'opus', file('a.opus')),
      store().putRendition(song.id, 'aac', file('a.m4a')),
    ]);
    const { renditions } = await store().getSong(song.id);
    expect(Object.keys(renditions).toSorted()).toEqual(['aac', 'opus']);
  });

  test('a song that does not exist gets no rendition', async () => {
    const put = store().putRendition(newId(), 'opus', file('a.opus'));
    await expect(put).rejects.toMatchObject({ code: 'not_found' });
  });
}

function describeReplacing(store: () => CatalogueStore): void {
  test('a song gets another file and stays the same song otherwise', async () => {
    const { song } = await store().addSong(await prepareSong(store(), {}));
    const { id: _, ...other } = await prepareSong(store(), { durationMs: 1, codec: 'mp3' });
    const file = fileOfSong({ ...other, cover: null, renditions: {}, lossless: false });
    await store().replaceSongFile(song.id, file);
    expect(await store().getSong(song.id)).toEqual({ ...song, ...file });
    expect(await store().findSongByContentHash(song.contentHash)).toBeNull();
  });

  test('a song does not get the content of another one', async () => {
    const [one, other] = await addSongs(store(), 2, () => ({}));
    if (!one || !other) throw new Error('Two songs were expected.');
    const replaced = store().replaceSongFile(one.id, fileOfSong(other));
    await expect(replaced).rejects.toMatchObject({ code: 'conflict' });
    expect(await store().getSong(one.id)).toEqual(one);
  });

  test('a song that does not exist gets no file', async () => {
    const file = fileOfSong(await prepareSong(store(), {}));
    const replaced = store().replaceSongFile(newId(), file);
    await expect(replaced).rejects.toMatchObject({ code: 'not_found' });
  });
}
