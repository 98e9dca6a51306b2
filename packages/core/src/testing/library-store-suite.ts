import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueStore } from '../catalog/index.ts';
import type { Favourite, LibraryStore, Play, Played } from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { addSongs, at } from './catalogue-samples.ts';
import { describePlayOrders } from './library-play-orders-suite.ts';
import { addPlaylist, describePlaylists, itemsOf, newItem } from './library-playlists-suite.ts';
import { describeSmart } from './library-smart-suite.ts';
import { collectPages } from './pages.ts';

/** What a suite needs of an engine: an empty library on an empty catalogue, and how to end both. */
export interface LibraryStoreSetup {
  store: LibraryStore;
  catalogue: CatalogueStore;
  dispose: () => Promise<void>;
}

/** Every promise of {@link LibraryStore}, for any engine. */
export function describeLibraryStore(name: string, setup: () => Promise<LibraryStoreSetup>): void {
  describe(`library store: ${name}`, () => {
    let context: LibraryStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describePlaylists(store, () => context.catalogue);
    describeFavourites(store);
    describePlays(store);
    describeStatistics(store, () => context.catalogue);
    describePlayOrders(store, () => context.catalogue);
    describeSmart(store, () => context.catalogue);
    describeForgetting(store);
  });
}

function describeFavourites(store: () => LibraryStore): void {
  const favourite = (change: Partial<Favourite> = {}): Favourite => ({
    userId: 'me',
    kind: 'song',
    targetId: newId(),
    addedAt: at(0),
    ...change,
  });

  test('a favourite is there once and keeps its first time', async () => {
    const first = favourite();
    await store().putFavourite(first);
    await store().putFavourite({ ...first, addedAt: at(9) });
    expect(await store().listFavourites('me', 'song', { limit: 5 })).toEqual({
      items: [first],
      next: null,
    });
    await store().deleteFavourite('me', 'song', first.targetId);
    await store().deleteFavourite('me', 'song', first.targetId);
    expect((await store().listFavourites('me', 'song', { limit: 5 })).items).toEqual([]);
  });

  test('people and kinds are kept apart', async () => {
    const targetId = newId();
    const mine = favourite({ targetId, kind: 'album' });
    await store().putFavourite(mine);
    await store().putFavourite({ ...mine, kind: 'artist' });
    await store().putFavourite({ ...mine, userId: 'you' });
    await store().deleteFavourite('me', 'artist', targetId);
    await store().deleteFavourite('you', 'song', targetId);
    expect((await store().listFavourites('me', 'album', { limit: 5 })).items).toEqual([mine]);
    expect((await store().listFavourites('me', 'artist', { limit: 5 })).items).toEqual([]);
    expect((await store().listFavourites('you', 'album', { limit: 5 })).items).toHaveLength(1);
  });

  test('61 favourites come newest first, whatever the page size', async () => {
    const all = Array.from({ length: 61 }, (_, n) => favourite({ addedAt: at(Math.floor(n / 2)) }));
    for (const one of all) await store().putFavourite(one);
    const expected = all.toSorted(
      (a, b) => b.addedAt.getTime() - a.addedAt.getTime() || (a.targetId < b.targetId ? 1 : -1),
    );
    for (const limit of [1, 7, 61]) {
      const listed = await collectPages(
        (page) => store().listFavourites('me', 'song', page),
        limit,
      );
      expect(listed).toEqual(expected);
    }
  });

  test('refuses a bad position', async () => {
    const after = ['yesterday', newId()];
    const listing = store().listFavourites('me', 'song', { limit: 1, after });
    await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function newPlay(change: Partial<Play> = {}): Play {
  return { id: newId(), userId: 'me', songId: newId(), playedAt: at(0), msPlayed: 1, ...change };
}

function describePlays(store: () => LibraryStore): void {
  test('a play counts once per listener and id', async () => {
    const play = newPlay();
    await store().addPlay(play);
    await store().addPlay({ ...play, songId: newId(), playedAt: at(3) });
    await store().addPlay({ ...play, userId: 'you' });
    expect(await store().listPlays('me', { limit: 5 })).toEqual({ items: [play], next: null });
    expect((await store().listPlays('you', { limit: 5 })).items).toHaveLength(1);
  });

  test('61 plays come newest first, whatever the page size', async () => {
    const all = Array.from({ length: 61 }, (_, n) => newPlay({ playedAt: at(Math.floor(n / 3)) }));
    for (const play of all.toReversed()) await store().addPlay(play);
    const expected = all.toSorted(
      (a, b) => b.playedAt.getTime() - a.playedAt.getTime() || (a.id < b.id ? 1 : -1),
    );
    for (const limit of [1, 7, 61]) {
      expect(await collectPages((page) => store().listPlays('me', page), limit)).toEqual(expected);
    }
  });

  test('one play or all are forgotten, nobody else’s', async () => {
    const plays = [newPlay(), newPlay(), newPlay({ userId: 'you' })];
    for (const play of plays) await store().addPlay(play);
    await store().deletePlay('you', plays[0]?.id ?? '');
    await store().deletePlay('me', plays[0]?.id ?? '');
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([plays[1]]);
    await store().clearPlays('me', at(1));
    await store().clearPlays('me', at(1));
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([]);
    expect((await store().listPlays('you', { limit: 5 })).items).toHaveLength(1);
  });

  test('a cleared history comes back, beside what was played meanwhile, until it is forgotten', async () => {
    const songId = newId();
    const [old, kept, other] = [newPlay({ songId }), newPlay(), newPlay({ userId: 'you' })];
    for (const play of [old, kept, other]) await store().addPlay(play);
    await store().clearPlays('me', at(5));
    await store().clearPlays('me', at(9));
    await store().restorePlays('me', at(6));
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([]);
    const meanwhile = newPlay({ playedAt: at(3) });
    for (const play of [meanwhile, kept]) await store().addPlay(play);
    await store().forgetSong(songId);
    await store().restorePlays('you', at(5));
    await store().restorePlays('me', at(5));
    await store().restorePlays('me', at(5));
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([meanwhile, kept]);
    expect((await store().listPlays('you', { limit: 5 })).items).toEqual([other]);
    await store().clearPlays('me', at(5));
    await store().clearPlays('you', at(6));
    await store().forgetClearedPlays(at(6));
    for (const userId of ['me', 'you']) await store().restorePlays(userId, at(0));
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([]);
    expect((await store().listPlays('you', { limit: 5 })).items).toEqual([other]);
    await store().clearPlays('you', at(6));
    await store().forgetListener('you');
    await store().restorePlays('you', at(0));
    expect((await store().listPlays('you', { limit: 5 })).items).toEqual([]);
  });

  test('refuses a bad position', async () => {
    const listing = store().listPlays('me', { limit: 1, after: [at(0).toISOString(), 'x'] });
    await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeStatistics(store: () => LibraryStore, catalogue: () => CatalogueStore): void {
  const listOf = (rows: (Played & { id: string })[]) =>
    rows.map((row) => [row.id, row.plays, row.msPlayed]);

  test('what was played is counted by genre, and by the days of a time zone', async () => {
    const [both, one] = await addSongs(catalogue(), 2, (n) => ({
      genres: n === 0 ? ['Folk', 'Jazz'] : ['folk'],
    }));
    const hours: [string, number][] = [
      [both?.id ?? '', 0],
      [one?.id ?? '', 23.5],
      [one?.id ?? '', 24],
      [newId(), 24], // gone from the catalogue: counts for the day
    ];
    for (const [songId, hour] of hours) {
      await store().addPlay(newPlay({ songId, playedAt: at(hour * 60), msPlayed: 10 }));
    }
    const genres = await store().listMostPlayedGenres('me', {}, 5);
    expect(
      genres.map(({ name, plays, msPlayed }) => [name.toLowerCase(), plays, msPlayed]),
    ).toEqual([
      ['folk', 3, 30],
      ['jazz', 1, 10],
    ]);
    expect(await store().listMostPlayedGenres('me', {}, 1)).toHaveLength(1);
    const daysIn = async (zone: string, period = {}) =>
      (await store().listPlayedDays('me', period, zone)).map(({ day, plays }) => [day, plays]);
    expect(await daysIn('UTC')).toEqual([
      ['2026-01-01', 2],
      ['2026-01-02', 2],
    ]);
    expect(await daysIn('Europe/Berlin')).toEqual([
      ['2026-01-01', 1],
      ['2026-01-02', 3],
    ]);
    expect(await daysIn('America/New_York')).toEqual([
      ['2025-12-31', 1],
      ['2026-01-01', 3],
    ]);
    expect(await daysIn('UTC', { from: at(24 * 60), to: at(25 * 60) })).toEqual([
      ['2026-01-02', 2],
    ]);
    expect(await store().listPlayedDays('you', {}, 'UTC')).toEqual([]);
    const nowhere = store().listPlayedDays('me', {}, `Not/A'Zone`);
    await expect(nowhere).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('what was played most is counted by song, album and artist, in a period', async () => {
    const songs = await addSongs(catalogue(), 3, (n) => ({
      artists: n === 2 ? ['B', 'A'] : ['A'],
      albumArtist: 'A',
      albumTitle: n === 0 ? 'one' : 'two',
    }));
    const [a, b, c] = songs.map((song) => song.id) as [string, string, string];
    const [one, two] = [songs[0]?.album.id, songs[1]?.album.id];
    const [B, A] = songs[2]?.artists.map((artist) => artist.id) ?? [];
    const played: [string, number, number][] = [
      [a, 1, 100],
      [a, 2, 100],
      [b, 3, 500],
      [b, 4, 500],
      [c, 5, 10],
      [c, 6, 10],
      [c, 7, 10],
    ];
    for (const [songId, minute, msPlayed] of played) {
      await store().addPlay(newPlay({ songId, playedAt: at(minute), msPlayed }));
    }
    await store().addPlay(newPlay({ songId: a, userId: 'you' }));
    await store().addPlay(newPlay()); // of a song that does not exist any more

    const most = store().listMostPlayed;
    const all = {};
    expect(listOf(await most('me', 'song', all, 9))).toEqual([
      [c, 3, 30],
      [b, 2, 1000],
      [a, 2, 200],
    ]);
    expect(listOf(await most('me', 'album', all, 9))).toEqual([
      [two, 5, 1030],
      [one, 2, 200],
    ]);
    expect(listOf(await most('me', 'artist', all, 9))).toEqual([
      [A, 7, 1230],
      [B, 3, 30],
    ]);
    expect(listOf(await most('me', 'song', all, 1))).toEqual([[c, 3, 30]]);
    expect(listOf(await most('me', 'song', { from: at(2), to: at(5) }, 9))).toEqual([
      [b, 2, 1000],
      [a, 1, 100],
    ]);
    expect(await store().getPlayTotals('me', all)).toEqual({
      plays: 7,
      msPlayed: 1230,
      songs: 3,
      albums: 2,
      artists: 2,
    });
    expect(await store().getPlayTotals('me', { from: at(7) })).toMatchObject({
      plays: 1,
      songs: 1,
    });
    const nothing = { plays: 0, msPlayed: 0, songs: 0, albums: 0, artists: 0 };
    expect(await store().getPlayTotals('me', { to: at(1) })).toEqual(nothing);
  });

  test('the catalogue lists what anybody played most, and forgets with the history', async () => {
    const songs = await addSongs(catalogue(), 13, () => ({}));
    const ids = songs.map((song) => song.id);
    for (const [index, songId] of ids.entries()) {
      const plays = Math.floor(index / 2);
      for (let n = 0; n < plays; n += 1) {
        await store().addPlay(newPlay({ songId, userId: n % 2 === 0 ? 'me' : 'you' }));
      }
    }
    const again = newPlay({ songId: ids[12] ?? '', userId: 'you' });
    await store().addPlay(again);
    await store().addPlay(again);
    const listed = async (limit: number) =>
      (
        await collectPages(
          (page) => catalogue().listSongs({ order: 'plays', states: ['published'] }, page),
          limit,
        )
      ).map((song) => song.id);
    const expected = ids
      .map((id, index) => ({ id, plays: index === 12 ? 7 : Math.floor(index / 2) }))
      .filter(({ plays }) => plays > 0)
      .toSorted((a, b) => b.plays - a.plays || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
    for (const limit of [1, 4, 50]) expect(await listed(limit)).toEqual(expected);

    await store().clearPlays('you', at(1));
    await store().forgetListener('me');
    expect(await listed(5)).toEqual([]);
    await expect(
      catalogue().listSongs(
        { order: 'plays', states: ['published'] },
        { limit: 1, after: ['many', ids[0] ?? ''] },
      ),
    ).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeForgetting(store: () => LibraryStore): void {
  test('a forgotten song leaves playlists, favourites and history, and nothing else does', async () => {
    const songId = newId();
    const list = await addPlaylist(store());
    const other = await addPlaylist(store());
    const items = [
      newItem({ songId, position: 'a', durationMs: 1 }),
      newItem({ position: 'b', durationMs: 10 }),
      newItem({ songId, position: 'c', durationMs: 100 }),
    ];
    await store().addItems(list.id, items, { version: 1, updatedAt: at(1) });
    await store().putFavourite({ userId: 'me', kind: 'song', targetId: songId, addedAt: at(0) });
    const kept = newPlay();
    await store().addPlay(kept);
    await store().addPlay(newPlay({ songId }));
    await store().forgetSong(songId);
    await store().forgetSong(songId);
    expect(await itemsOf(store(), list.id)).toEqual([items[1]]);
    expect(await store().getPlaylist(list.id)).toMatchObject({
      itemCount: 1,
      durationMs: 10,
      version: 3,
    });
    expect(await store().getPlaylist(other.id)).toEqual(other);
    expect((await store().listFavourites('me', 'song', { limit: 5 })).items).toEqual([]);
    expect((await store().listPlays('me', { limit: 5 })).items).toEqual([kept]);
  });

  test('a moved artist is a favourite once, and keeps the time it had', async () => {
    const [fromId, toId] = [newId(), newId()];
    const like = (userId: string, targetId: string, minute: number) =>
      store().putFavourite({ userId, kind: 'artist', targetId, addedAt: at(minute) });
    await like('me', fromId, 1);
    await like('you', fromId, 2);
    await like('you', toId, 3);
    await store().moveArtist(fromId, toId);
    await store().moveArtist(fromId, toId);
    for (const [userId, minute] of [
      ['me', 1],
      ['you', 3],
    ] as const) {
      const { items } = await store().listFavourites(userId, 'artist', { limit: 5 });
      expect(items).toEqual([{ userId, kind: 'artist', targetId: toId, addedAt: at(minute) }]);
    }
  });

  test('a forgotten listener leaves nothing behind, others keep theirs', async () => {
    const mine = await addPlaylist(store());
    const theirs = await addPlaylist(store(), { ownerId: 'you' });
    await store().addItems(mine.id, [newItem()], { version: 1, updatedAt: at(1) });
    for (const userId of ['me', 'you']) {
      await store().putFavourite({ userId, kind: 'song', targetId: newId(), addedAt: at(0) });
      await store().addPlay(newPlay({ userId }));
    }
    await store().forgetListener('me');
    await store().forgetListener('me');
    await expect(store().getPlaylist(mine.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await itemsOf(store(), mine.id)).toEqual([]);
    expect(await store().getPlaylist(theirs.id)).toEqual(theirs);
    const left = async (userId: string) =>
      (await store().listFavourites(userId, 'song', { limit: 5 })).items.length +
      (await store().listPlays(userId, { limit: 5 })).items.length;
    expect([await left('me'), await left('you')]).toEqual([0, 2]);
  });
}
