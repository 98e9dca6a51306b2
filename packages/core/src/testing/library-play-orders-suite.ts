import { beforeEach, expect, test } from 'vitest';
import {
  type AlbumQuery,
  type ArtistQuery,
  type CatalogueStore,
  createCatalogEditing,
  type Song,
} from '../catalog/index.ts';
import type { LibraryStore } from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { addSongs, at, noPictures, sampleArtist } from './catalogue-samples.ts';
import { collectPages } from './pages.ts';

/** What a catalogue promises of its orders of albums and artists by plays, beside a library. */
export function describePlayOrders(
  library: () => LibraryStore,
  catalogue: () => CatalogueStore,
): void {
  /** How often each song was played. */
  let played: Map<string, number>;
  beforeEach(() => {
    played = new Map();
  });

  const play = async ({ id: songId }: Pick<Song, 'id'>, times = 1, userId = 'me') => {
    for (let n = 0; n < times; n += 1) {
      played.set(songId, (played.get(songId) ?? 0) + 1);
      await library().addPlay({ id: newId(), userId, songId, playedAt: at(n), msPlayed: 1000 });
    }
  };
  const editing = () =>
    createCatalogEditing({
      catalogue: catalogue(),
      references: library(),
      pictures: noPictures,
      events: { publish: async () => {} },
      clock: { now: () => at(1) },
      newId,
    });
  const albums = (query: Partial<AlbumQuery> = {}, limit = 50) =>
    collectPages(
      (page) => catalogue().listAlbums({ order: 'plays', visibleOnly: true, ...query }, page),
      limit,
    );
  const artists = (query: Partial<ArtistQuery> = {}, limit = 50) =>
    collectPages((page) => catalogue().listArtists({ order: 'plays', ...query }, page), limit);
  /** What plays add up to, added up anew of the songs as they are. */
  const expected = async (idsIn: (song: Song) => string[]) => {
    const sums = new Map<string, number>();
    const found = await catalogue().getSongs([...played.keys()]);
    for (const song of found.filter(({ published, deletedAt }) => published && !deletedAt)) {
      for (const id of idsIn(song)) sums.set(id, (sums.get(id) ?? 0) + (played.get(song.id) ?? 0));
    }
    return [...sums]
      .filter(([, plays]) => plays > 0)
      .toSorted(([idA, a], [idB, b]) => b - a || (idA < idB ? 1 : -1))
      .map(([id]) => id);
  };
  const expectSums = async (step: string) => {
    expect(await idsOf(albums()), `albums: ${step}`).toEqual(
      await expected(({ album }) => [album.id]),
    );
    expect(await idsOf(artists()), `artists: ${step}`).toEqual(
      await expected((song) => song.artists.map(({ id }) => id)),
    );
  };

  test('albums and artists come by plays of anybody, ties by id, whatever the page size', async () => {
    const songs = await addSongs(catalogue(), 18, (n) => ({
      albumTitle: `album ${n % 9}`,
      albumArtist: 'Various',
      artists: [`artist ${n % 6}`, ...(n % 5 === 0 ? ['guest'] : [])],
    }));
    for (const [n, song] of songs.entries()) await play(song, n % 3, n % 2 ? 'me' : 'you');
    await expectSums('played');
    const [byAlbum, byArtist] = [await idsOf(albums()), await idsOf(artists())];
    expect([byAlbum.length, byArtist.length]).toEqual([6, 5]);
    for (const limit of [1, 4]) {
      expect(await idsOf(albums({}, limit))).toEqual(byAlbum);
      expect(await idsOf(artists({}, limit))).toEqual(byArtist);
    }
  });

  test('plays go with their song, wherever it goes, and out of sight with it', async () => {
    const songs = await addSongs(catalogue(), 6, (n) => ({
      albumTitle: `album ${n % 3}`,
      artists: [`artist ${n % 2}`],
    }));
    const [a, b, c, d] = songs as [Song, Song, Song, Song];
    for (const [n, song] of songs.entries()) await play(song, n + 1);
    const other = await sampleArtist(catalogue(), 'other');
    const steps: Record<string, () => Promise<unknown>> = {
      played: async () => {},
      'moved to another album': () =>
        catalogue().changeSongs([a.id, d.id], { albumId: b.album.id }),
      'by another artist, too': () =>
        catalogue().changeSongs([b.id, c.id], { artistIds: [other.id, a.artists[0]?.id ?? ''] }),
      hidden: () => catalogue().changeSongs([b.id], { published: false }),
      'played while hidden': () => play(b, 30),
      'published again': () => catalogue().changeSongs([b.id], { published: true }),
      'put into the trash': () => catalogue().trashSongs([c.id, d.id], at(1)),
      'taken out of the trash': () => catalogue().restoreSongs([c.id]),
      edited: () => catalogue().changeSongs([a.id], { title: 'another one', genres: ['Jazz'] }),
      merged: () => editing().mergeArtists(a.artists[0]?.id ?? '', other.id),
      'removed for good': () => catalogue().purgeTrash(at(2), 5),
      'forgotten with it': () => library().forgetSong(d.id),
    };
    for (const [name, step] of Object.entries(steps)) {
      await step();
      await expectSums(name);
    }
  });

  test('histories that are cleared, brought back and forgotten are counted like that', async () => {
    const [mine, yours] = (await addSongs(catalogue(), 2, (n) => ({
      albumTitle: `album ${n}`,
      artists: [`artist ${n}`],
    }))) as [Song, Song];
    await play(mine, 2, 'me');
    await play(yours, 1, 'you');
    const listed = () => idsOf(albums());
    expect(await listed()).toEqual([mine.album.id, yours.album.id]);
    await library().clearPlays('me', at(5));
    expect(await listed()).toEqual([yours.album.id]);
    expect(await idsOf(artists())).toEqual(yours.artists.map(({ id }) => id));
    await library().restorePlays('me', at(5));
    expect(await listed()).toEqual([mine.album.id, yours.album.id]);
    await library().forgetListener('you');
    expect(await listed()).toEqual([mine.album.id]);
  });

  test('sums are right where songs are played and moved by many at once', async () => {
    const songs = await addSongs(catalogue(), 4, (n) => ({
      albumTitle: `album ${n % 2}`,
      artists: [`artist ${n % 2}`],
    }));
    const [first, second] = songs as [Song, Song];
    const move = async (song: Song, n: number) => {
      const to = n % 2 ? first : second;
      const artistIds = to.artists.map(({ id }) => id);
      await catalogue().changeSongs([song.id], { albumId: to.album.id, artistIds });
    };
    await Promise.all(
      songs.flatMap((song, n) => [play(song, 4), play(song, 4), move(song, n), move(song, n + 1)]),
    );
    await play(first);
    await expectSums('at once');
  });

  test('what is played most is narrowed by genre, year and artist', async () => {
    const songs = await addSongs(catalogue(), 12, (n) => ({
      albumTitle: `album ${n % 6}`,
      albumArtist: n % 6 < 4 ? 'A' : 'B',
      albumYear: 2000 + (n % 2),
      artists: [n % 4 === 0 ? 'B' : 'A'],
      genres: n === 3 || n === 10 ? ['Jazz'] : ['Rock'],
      published: n !== 10,
    }));
    for (const [n, song] of songs.entries()) await play(song, n + 1);
    const titles = async (query: Partial<AlbumQuery>, limit = 50) =>
      (await albums(query, limit)).map(({ title }) => title.slice(-1)).join('');
    const [A, B] = [await sampleArtist(catalogue(), 'A'), await sampleArtist(catalogue(), 'B')];
    // Plays by album: 8, 10, 12, 14, 5 (one song of it is hidden) and 18.
    for (const limit of [1, 3, 50]) {
      expect(await titles({}, limit)).toBe('532104');
      expect(await titles({ genre: 'JÁZZ' }, limit)).toBe('3');
      expect(await titles({ genre: 'rock', year: 2001 }, limit)).toBe('531');
      expect(await titles({ artistId: A.id, year: 2000 }, limit)).toBe('20');
      expect(await titles({ featuring: B.id }, limit)).toBe('20');
      expect(await titles({ featuring: B.id, genre: 'jazz' }, limit)).toBe('');
      const named = await artists({ genre: 'jazz' }, limit);
      expect(named.map(({ name }) => name)).toEqual(['A']);
    }
  });

  test('a page goes on where the one before ended, whatever became of that', async () => {
    const songs = await addSongs(catalogue(), 5, (n) => ({
      albumTitle: `album ${n}`,
      artists: [`artist ${n}`],
    }));
    for (const [n, song] of songs.entries()) await play(song, 10 - n);
    const query = { order: 'plays', visibleOnly: true } as const;
    const page = await catalogue().listAlbums(query, { limit: 2 });
    const named = await catalogue().listArtists({ order: 'plays' }, { limit: 2 });
    await catalogue().trashSongs(
      songs.slice(0, 2).map(({ id }) => id),
      at(1),
    );
    await play(songs[4] as Song, 50);
    const rest = { limit: 9, ...(page.next && { after: page.next }) };
    const following = await catalogue().listAlbums(query, rest);
    expect(following.items.map(({ title }) => title)).toEqual(['album 2', 'album 3']);
    const restOfNamed = { limit: 9, ...(named.next && { after: named.next }) };
    const followingNamed = await catalogue().listArtists({ order: 'plays' }, restOfNamed);
    expect(followingNamed.items.map(({ name }) => name)).toEqual(['artist 2', 'artist 3']);
  });

  test.each([['many'], ['-1'], ['1.5']])('refuses the position %s', async (plays) => {
    const page = { limit: 1, after: [plays, newId()] };
    const refused = { code: 'invalid_cursor' };
    const listing = catalogue().listAlbums({ order: 'plays', visibleOnly: true }, page);
    await expect(listing).rejects.toMatchObject(refused);
    const naming = catalogue().listArtists({ order: 'plays' }, page);
    await expect(naming).rejects.toMatchObject(refused);
  });
}

async function idsOf(list: Promise<{ id: string }[]>): Promise<string[]> {
  return (await list).map(({ id }) => id);
}
