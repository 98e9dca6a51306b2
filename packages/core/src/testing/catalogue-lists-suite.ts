import { expect, test } from 'vitest';
import type { AlbumQuery, ArtistQuery, CatalogueStore, Song, SongQuery } from '../catalog/index.ts';
import { newId, type Position, titleSortKey } from '../shared/index.ts';
import { addSongs, at, byAddedDescending, prepareSong, sampleArtist } from './catalogue-samples.ts';
import { collectPages } from './pages.ts';

const nowhere: Position = ['x', 'not an id'];

/** What {@link CatalogueStore} promises of lists of songs, albums and artists. */
export function describeCatalogueLists(store: () => CatalogueStore): void {
  describeSongOrders(store);
  describeSongFilters(store);
  describeAlbums(store);
  describeArtists(store);
  describeGenres(store);
}

const titlesOf = (songs: Song[]) => songs.map((song) => song.title);

function describeSongOrders(store: () => CatalogueStore): void {
  const list = (query: Partial<SongQuery>, limit: number) =>
    collectPages(
      (page) => store().listSongs({ order: 'added', states: ['published'], ...query }, page),
      limit,
    );

  test('songs come by artist, then album, disc and track', async () => {
    const song = (
      title: string,
      artist: string,
      albumTitle: string,
      place: (number | undefined)[],
    ) =>
      prepareSong(store(), {
        title,
        artists: [artist],
        albumTitle,
        discNumber: place[0] ?? null,
        trackNumber: place[1] ?? null,
      }).then((record) => store().addSong(record));
    await song('last of one', 'Zoé', 'One', []);
    await song('2-1', 'zoe ', 'Two', [2, 1]);
    await song('1-10', 'zoe ', 'Two', [1, 10]);
    await song('0-9', 'zoe ', 'Two', [undefined, 9]);
    await song('3', 'Zoé', 'One', [1, 3]);
    await song('first', 'Älva', 'Zulu', [1, 1]);
    const expected = ['first', '3', 'last of one', '0-9', '1-10', '2-1'];
    for (const limit of [1, 4, 10]) {
      const byArtist = titlesOf(await list({ order: 'artist' }, limit));
      // The two spellings of one name are two artists here, whose sort keys are the same.
      expect(byArtist).toEqual(expected);
      expect(titlesOf(await list({ order: 'album' }, limit))).toEqual([
        ...expected.slice(1),
        'first',
      ]);
    }
  });

  test('songs come by year, the newest first, unknown ones last, then by title', async () => {
    const years = [1999, null, 2024, 1999, 0, 12_345];
    await addSongs(store(), 6, (n) => ({ title: `${9 - n}`, year: years[n] ?? null }));
    for (const limit of [1, 2, 10]) {
      expect(titlesOf(await list({ order: 'year' }, limit))).toEqual([
        '4',
        '7',
        '6',
        '9',
        '5',
        '8',
      ]);
    }
  });

  test('77 songs come once in every order, whatever the page size', async () => {
    const songs = await addSongs(store(), 77, (n) => ({
      title: `${'🎵x'.repeat(n % 3 === 0 ? 80 : 1)}${n % 7}`,
      artists: [`artist ${n % 5}`, 'both'],
      albumTitle: `album ${n % 6}`,
      year: 1990 + (n % 4),
      trackNumber: n % 8 === 0 ? null : n % 8,
    }));
    const ids = songs.map((song) => song.id).toSorted();
    for (const order of ['added', 'title', 'artist', 'album', 'year'] as const) {
      for (const limit of [1, 10, 77]) {
        const listed = await list({ order }, limit);
        expect(listed.map((song) => song.id).toSorted()).toEqual(ids);
      }
    }
  });

  test.each(['artist', 'album', 'year'] as const)('refuses a bad position by %s', async (order) => {
    const listing = store().listSongs(
      { order, states: ['published'] },
      { limit: 1, after: nowhere },
    );
    await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeSongFilters(store: () => CatalogueStore): void {
  test('songs are filtered by artist, album, genre and year, alone and together', async () => {
    const songs = await addSongs(store(), 24, (n) => ({
      artists: n % 2 === 0 ? ['A', 'B'] : ['B'],
      albumTitle: `album ${n % 3}`,
      genres: n % 4 === 0 ? ['Jazz', 'JAZZ', 'Bebop'] : ['Jazz Fusion'],
      year: 2000 + (n % 5),
      addedAt: at(n),
    }));
    const first = songs[0] as Song;
    const filters: [Partial<SongQuery>, (song: Song, n: number) => boolean][] = [
      [{ artistId: first.artists[0]?.id }, (_, n) => n % 2 === 0],
      [{ albumId: first.album.id }, (song) => song.album.id === first.album.id],
      [{ genre: ' jázz' }, (_, n) => n % 4 === 0],
      [{ year: 2003 }, (song) => song.year === 2003],
      [{ genre: 'bebop', year: 2000 }, (_, n) => n === 0 || n === 20],
      [{ artistId: first.artists[0]?.id, year: 2001 }, (_, n) => n === 6 || n === 16],
      [{ genre: 'nothing' }, () => false],
      [{ artistId: newId() }, () => false],
    ];
    for (const [filter, holds] of filters) {
      const expected = songs.filter(holds).toSorted(byAddedDescending);
      for (const limit of [1, 5, 100]) {
        const listed = await collectPages(
          (page) => store().listSongs({ order: 'added', states: ['published'], ...filter }, page),
          limit,
        );
        expect(listed).toEqual(expected);
      }
    }
  });

  test('drafts and the trash are listed only when asked for', async () => {
    const songs = await addSongs(store(), 6, (n) => ({ published: n < 4, addedAt: at(n) }));
    const ids = songs.map((song) => song.id);
    await store().trashSongs([ids[0] ?? '', ids[5] ?? ''], at(9));
    const listed = async (states: SongQuery['states']) =>
      (await store().listSongs({ order: 'added', states }, { limit: 9 })).items.map(({ id }) =>
        ids.indexOf(id),
      );
    expect(await listed(['published'])).toEqual([3, 2, 1]);
    expect(await listed(['draft'])).toEqual([4]);
    expect(await listed(['deleted'])).toEqual([5, 0]);
    expect(await listed(['draft', 'published'])).toEqual([4, 3, 2, 1]);
  });

  test('songs are got by id in any state, those that exist', async () => {
    const songs = await addSongs(store(), 3, (n) => ({ published: n === 0 }));
    const ids = songs.map((song) => song.id);
    await store().trashSongs(ids.slice(2), at(1));
    const got = await store().getSongs([...ids, newId()]);
    expect(got.map((song) => song.id).toSorted()).toEqual(ids.toSorted());
    expect(await store().getSongs([])).toEqual([]);
  });
}

function describeAlbums(store: () => CatalogueStore): void {
  const everyAlbum = { order: 'title', visibleOnly: true } as const;

  test('an album has what its published songs add up to', async () => {
    const songs = await addSongs(store(), 4, (n) => ({
      albumTitle: 'Sum',
      albumArtist: 'Somebody',
      albumYear: 1977,
      trackNumber: 9 - n,
      durationMs: 1000 * 10 ** n,
      published: n < 3,
      addedAt: at(0),
      ...(n === 2 && { cover: null }),
    }));
    const { album } = songs[0] as Song;
    const expected = {
      ...album,
      artistName: 'Somebody',
      year: 1977,
      songCount: 3,
      durationMs: 111_000,
      cover: songs[1]?.cover,
      addedAt: at(0),
    };
    expect(await store().getAlbum(album.id)).toEqual(expected);
    expect(await store().getAlbums([album.id, newId()])).toEqual([expected]);
    expect((await store().listAlbums(everyAlbum, { limit: 5 })).items).toEqual([expected]);
    await expect(store().getAlbum(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an album is as loud as its published songs together', async () => {
    const measured = [
      { integratedLufs: -10, truePeakDbtp: -2 },
      { integratedLufs: -20, truePeakDbtp: -0.5 },
      { integratedLufs: null, truePeakDbtp: null },
      { integratedLufs: -1, truePeakDbtp: 1 },
      { integratedLufs: -1, truePeakDbtp: 1 },
    ];
    const songs = await addSongs(store(), 5, (n) => ({
      loudness: measured[n] ?? { integratedLufs: null, truePeakDbtp: null },
      durationMs: n === 1 ? 180_000 : 60_000,
      published: n !== 3,
    }));
    const [first, second, , , trashed] = songs as [Song, Song, Song, Song, Song];
    await store().trashSongs([trashed.id], at(1));
    const loudness = () => store().getAlbumLoudness(first.album.id);
    // One minute of power 0.1 and three of 0.01: 10 log10(0.13 / 4).
    expect((await loudness()).integratedLufs).toBeCloseTo(-14.881, 3);
    expect((await loudness()).truePeakDbtp).toBe(-0.5);
    await store().changeSongs([second.id], { published: false });
    expect((await loudness()).integratedLufs).toBeCloseTo(-10, 6);
    expect((await loudness()).truePeakDbtp).toBe(-2);
    await store().trashSongs([first.id], at(1));
    const nothing = { integratedLufs: null, truePeakDbtp: null };
    expect(await loudness()).toEqual(nothing);
    expect(await store().getAlbumLoudness(newId())).toEqual(nothing);
  });

  test('albums come in every order, whatever the page size', async () => {
    const albums = [
      { albumTitle: 'b', albumArtist: 'Y', albumYear: 1990 },
      { albumTitle: 'Á', albumArtist: 'Y', albumYear: 1980 },
      { albumTitle: 'c', albumArtist: 'X', albumYear: null },
      { albumTitle: 'd', albumArtist: 'x', albumYear: 2001 },
      { albumTitle: 'B', albumArtist: 'z', albumYear: 2001 },
    ];
    await addSongs(store(), 5, (n) => ({ ...albums[n], addedAt: at(n) }));
    const orders = {
      added: ['B', 'd', 'c', 'Á', 'b'],
      artist: ['c', 'd', 'Á', 'b', 'B'],
      year: ['B', 'd', 'b', 'Á', 'c'],
    } as const;
    for (const order of ['added', 'artist', 'year'] as const) {
      for (const limit of [1, 2, 5]) {
        const listed = await collectPages(
          (page) => store().listAlbums({ order, visibleOnly: true }, page),
          limit,
        );
        expect(listed.map((album) => album.title)).toEqual(orders[order]);
      }
    }
    const byTitle = await collectPages((page) => store().listAlbums(everyAlbum, page), 2);
    expect(byTitle.map((album) => titleSortKey(album.title))).toEqual(['a', 'b', 'b', 'c', 'd']);
  });

  test('albums without published songs are listed only when asked for', async () => {
    const songs = await addSongs(store(), 3, (n) => ({ albumTitle: `${n}`, published: n > 0 }));
    await store().trashSongs([songs[1]?.id ?? ''], at(1));
    const titles = async (visibleOnly: boolean) =>
      (await store().listAlbums({ order: 'title', visibleOnly }, { limit: 5 })).items.map(
        (album) => `${album.title}:${album.songCount}`,
      );
    expect(await titles(true)).toEqual(['2:1']);
    expect(await titles(false)).toEqual(['0:0', '1:0', '2:1']);
  });

  test('albums are those of an artist, or those they appear on', async () => {
    await addSongs(store(), 1, () => ({ artists: ['Me'], albumTitle: 'mine' }));
    await addSongs(store(), 2, () => ({ artists: ['You', 'Me'], albumTitle: 'yours' }));
    await addSongs(store(), 1, () => ({ artists: ['You'], albumTitle: 'yours alone' }));
    const sampler = { albumArtist: 'Various', albumTitle: 'sampler' };
    await addSongs(store(), 1, () => ({ artists: ['Me'], ...sampler, published: false }));
    const { id } = await sampleArtist(store(), 'Me');
    const titles = async (query: { artistId?: string; featuring?: string; visibleOnly: boolean }) =>
      (await store().listAlbums({ order: 'title', ...query }, { limit: 5 })).items.map(
        (album) => album.title,
      );
    expect(await titles({ artistId: id, visibleOnly: true })).toEqual(['mine']);
    expect(await titles({ featuring: id, visibleOnly: true })).toEqual(['yours']);
    expect(await titles({ featuring: id, visibleOnly: false })).toEqual(['sampler', 'yours']);
  });

  test('albums are narrowed by genre and year in every order, by what is published', async () => {
    // Years of songs are others than those of their albums.
    const songs = await addSongs(store(), 36, (n) => ({
      albumTitle: `album ${n % 12}`,
      albumArtist: `artist ${n % 3}`,
      artists: [n % 12 < 6 ? 'guest' : 'other'],
      albumYear: n % 12 === 5 ? null : 2000 + (n % 3),
      year: 1950,
      genres: n >= 24 && n % 2 === 0 ? ['Jazz', 'Folk'] : n % 12 === 9 ? ['Folk'] : ['Jazz Fusion'],
      published: n !== 28,
      addedAt: at(n % 12),
    }));
    await store().trashSongs([songs[30]?.id ?? ''], at(99));
    const [first, guest] = [
      await sampleArtist(store(), 'artist 0'),
      await sampleArtist(store(), 'guest'),
    ];
    const filters: [Partial<AlbumQuery>, number[]][] = [
      [{ genre: 'jázz' }, [0, 2, 8, 10]],
      [{ genre: 'FOLK' }, [0, 2, 8, 9, 10]],
      [{ year: 2002 }, [2, 8, 11]],
      [{ year: 1950 }, []],
      [{ year: 0 }, []],
      [{ genre: 'folk', year: 2000 }, [0, 9]],
      [{ genre: 'folk', artistId: first.id }, [0, 9]],
      [{ genre: 'jazz', featuring: guest.id }, [0, 2]],
      [{ artistId: first.id, year: 2001 }, []],
      [{ genre: 'nothing' }, []],
    ];
    for (const order of ['added', 'title', 'artist', 'year'] as const) {
      const list = (query: Partial<AlbumQuery>, limit: number) =>
        collectPages(
          (page) => store().listAlbums({ order, visibleOnly: true, ...query }, page),
          limit,
        );
      const all = (await list({}, 50)).map(({ title }) => title);
      for (const [filter, numbers] of filters) {
        const wanted = new Set(numbers.map((n) => `album ${n}`));
        const expected = all.filter((title) => wanted.has(title));
        expect(expected).toHaveLength(numbers.length);
        for (const limit of [1, 3, 50]) {
          const listed = (await list(filter, limit)).map(({ title }) => title);
          expect(listed, `${order} ${JSON.stringify(filter)}`).toEqual(expected);
        }
      }
    }
  });

  test('a page of a filter goes on where the one before ended, whatever became of that', async () => {
    const songs = await addSongs(store(), 6, (n) => ({
      albumTitle: `album ${n}`,
      albumYear: 1999,
      genres: ['Jazz'],
    }));
    for (const order of ['title', 'year'] as const) {
      for (const filter of [{ genre: 'jazz' }, { year: 1999 }]) {
        const query = { order, visibleOnly: true, ...filter };
        const { next } = await store().listAlbums(query, { limit: 2 });
        const gone = songs.slice(1, 3).map(({ id }) => id);
        await store().trashSongs(gone, at(1));
        const rest = await store().listAlbums(query, { limit: 9, ...(next && { after: next }) });
        expect(rest.items.map(({ title }) => title)).toEqual(['album 3', 'album 4', 'album 5']);
        await store().restoreSongs(gone);
      }
    }
  });

  test('a position of another year is the beginning of a year, or its end', async () => {
    await addSongs(store(), 3, (n) => ({ albumTitle: `album ${n}`, albumYear: 2000 + n }));
    const all = { order: 'year', visibleOnly: true } as const;
    const { next } = await store().listAlbums(all, { limit: 2 });
    const after = next ?? nowhere;
    const titles = async (year: number) =>
      (await store().listAlbums({ ...all, year }, { limit: 5, after })).items.map(
        ({ title }) => title,
      );
    expect([await titles(2002), await titles(2000)]).toEqual([[], ['album 0']]);
  });

  test.each(['added', 'title', 'artist', 'year'] as const)(
    'refuses a bad position by %s',
    async (order) => {
      for (const filter of [{}, { genre: 'jazz' }, { year: 1999 }]) {
        const listing = store().listAlbums(
          { order, visibleOnly: true, ...filter },
          { limit: 1, after: nowhere },
        );
        await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
      }
    },
  );
}

function describeArtists(store: () => CatalogueStore): void {
  test('artists come by folded name with what is theirs, whatever the page size', async () => {
    const newest = await addSongs(store(), 2, () => ({
      artists: ['älva', 'Berta'],
      albumTitle: 'Both',
    }));
    await addSongs(store(), 1, () => ({
      artists: ['Berta'],
      albumArtist: 'Various',
      albumTitle: 'Sampler',
      cover: null,
    }));
    await addSongs(store(), 1, () => ({ artists: ['Hidden'], published: false }));
    const cover = newest[1]?.cover;
    const expected = [
      { name: 'älva', songCount: 2, albumCount: 1, picture: null, cover },
      { name: 'Berta', songCount: 3, albumCount: 0, picture: null, cover },
      { name: 'Various', songCount: 0, albumCount: 1, picture: null, cover: null },
    ];
    for (const limit of [1, 2, 9]) {
      const listed = await collectPages(
        (page) => store().listArtists({ order: 'name' }, page),
        limit,
      );
      expect(listed).toMatchObject(expected);
      expect(listed).toHaveLength(3);
    }
    const { id } = await sampleArtist(store(), 'Hidden');
    const hidden = { id, name: 'Hidden', songCount: 0, albumCount: 0, picture: null, cover: null };
    expect(await store().getArtist(id)).toEqual(hidden);
    expect(await store().getArtists([id, newId()])).toEqual([hidden]);
  });

  test('artists come by when they were added, and those of a genre, by what is published', async () => {
    const songs = await addSongs(store(), 24, (n) => ({
      artists: [`${(n * 5) % 12}`, ...(n === 2 ? ['guest'] : [])],
      albumArtist: 'Various',
      genres: n % 12 < 4 ? ['Jazz'] : ['Rock'],
      published: n % 12 !== 1,
    }));
    await store().trashSongs([songs[0]?.id ?? '', songs[12]?.id ?? ''], at(99));
    const list = (query: ArtistQuery, limit: number) =>
      collectPages((page) => store().listArtists(query, page), limit);
    const byName = (await list({ order: 'name' }, 50)).map(({ id }) => id);
    expect(byName).toHaveLength(12);
    const jazz = [...new Set([2, 3].flatMap((n) => songs[n]?.artists.map(({ id }) => id) ?? []))];
    const orders = {
      name: byName,
      added: byName.toSorted((a, b) => (a < b ? 1 : -1)),
    };
    for (const [order, ids] of Object.entries(orders) as ['name' | 'added', string[]][]) {
      for (const limit of [1, 5, 50]) {
        expect((await list({ order }, limit)).map(({ id }) => id)).toEqual(ids);
        const ofGenre = (await list({ order, genre: 'JÁZZ' }, limit)).map(({ id }) => id);
        expect(ofGenre).toEqual(ids.filter((id) => jazz.includes(id)));
        expect(await list({ order, genre: 'nothing' }, limit)).toEqual([]);
      }
    }
  });

  test('an artist that does not exist is not found, nor is a bad position used', async () => {
    await expect(store().getArtist(newId())).rejects.toMatchObject({ code: 'not_found' });
    for (const order of ['name', 'added'] as const) {
      for (const filter of [{}, { genre: 'jazz' }]) {
        const listing = store().listArtists({ order, ...filter }, { limit: 1, after: nowhere });
        await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
      }
    }
  });
}

function describeGenres(store: () => CatalogueStore): void {
  test('genres count published songs through every change', async () => {
    const songs = await addSongs(store(), 4, (n) => ({
      genres: n === 0 ? ['Rock', 'ROCK', 'Pop'] : ['Rock'],
      published: n < 3,
    }));
    const [first, second, , draft] = songs.map((song) => song.id);
    const counts = async () =>
      (await store().listGenres(9)).map((genre) => [genre.name.toLowerCase(), genre.songCount]);
    const steps: [() => Promise<unknown>, [string, number][]][] = [
      [
        async () => {},
        [
          ['rock', 3],
          ['pop', 1],
        ],
      ],
      [
        () => store().changeSongs([draft ?? ''], { published: true }),
        [
          ['rock', 4],
          ['pop', 1],
        ],
      ],
      [() => store().trashSongs([first ?? ''], at(1)), [['rock', 3]]],
      [
        () => store().changeSongs([second ?? ''], { genres: ['Jazz'] }),
        [
          ['rock', 2],
          ['jazz', 1],
        ],
      ],
      [
        () => store().restoreSongs([first ?? '']),
        [
          ['rock', 3],
          ['jazz', 1],
          ['pop', 1],
        ],
      ],
      [
        () => store().trashSongs([first ?? ''], at(1)),
        [
          ['rock', 2],
          ['jazz', 1],
        ],
      ],
    ];
    for (const [step, expected] of steps) {
      await step();
      expect(await counts()).toEqual(expected);
    }
    expect(await store().listGenres(1)).toHaveLength(1);
  });
}
