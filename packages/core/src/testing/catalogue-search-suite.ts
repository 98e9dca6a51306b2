import { expect, test } from 'vitest';
import type { CatalogueStore } from '../catalog/index.ts';
import { wordsOfQuery } from '../shared/index.ts';
import { addSongs, at } from './catalogue-samples.ts';

/** title, artists, album, album artist where it is another one */
type Entry = [title: string, artists: string[], album: string, albumArtist?: string];

const library: Entry[] = [
  ['Yesterday', ['The Beatles'], 'Help!'],
  ['Help!', ['The Beatles'], 'Help!'],
  ['Love Me Do', ['The Beatles'], 'Please Please Me'],
  ['Love', ['John Lennon'], 'Imagine'],
  ['Lovely Day', ['Bill Withers'], 'Menagerie'],
  ['Crazy Little Thing Called Love', ['Queen'], 'The Game'],
  ['Army of Me', ['Björk'], 'Post'],
  ['Jóga', ['Björk'], 'Homogenic'],
  ['Hoppípolla', ['Sigur Rós'], 'Takk…'],
  ['Thunderstruck', ['AC/DC'], 'The Razors Edge'],
  ["Can't Stop", ['Red Hot Chili Peppers'], 'By the Way'],
  ['Under Pressure', ['Queen', 'David Bowie'], 'Hits', 'Various artists'],
  ['Straße', ['Mø'], 'Ænima & Łódź'],
  ['上を向いて歩こう', ['坂本九'], '九ちゃん'],
  ["it's \\ a 'trap'", ["O'Brien \\ & (Sons) | !"], "'; DROP"],
];

/** What {@link CatalogueStore} promises of search. */
export function describeCatalogueSearch(store: () => CatalogueStore): void {
  const fill = () =>
    addSongs(store(), library.length, (n) => {
      const [title, artists, albumTitle, albumArtist] = library[n] as Entry;
      return { title, artists, albumTitle, ...(albumArtist && { albumArtist }) };
    });
  const search = async (query: string, limit = 10) => {
    const found = await store().searchCatalogue(wordsOfQuery(query), limit);
    return {
      songs: found.songs.map((song) => song.title),
      albums: found.albums.map((album) => album.title),
      artists: found.artists.map((artist) => artist.name),
    };
  };

  test('finds by the beginning of any word of song, artist or album', async () => {
    await fill();
    const finds: [query: string, song: string][] = [
      ['y', 'Yesterday'],
      ['yester', 'Yesterday'],
      ['beat yest', 'Yesterday'],
      ['yesterday beatles help', 'Yesterday'],
      ['HOPPIPOLLA', 'Hoppípolla'],
      ['joga björk', 'Jóga'],
      ['acdc', 'Thunderstruck'],
      ['ac/dc', 'Thunderstruck'],
      ['cant stop', "Can't Stop"],
      ['can’t st', "Can't Stop"],
      ['bowie pressure queen', 'Under Pressure'],
      ['strasse mo', 'Straße'],
      ['aenima and lodz', 'Straße'],
      ['向いて', '上を向いて歩こう'],
      ["o'brien", "it's \\ a 'trap'"],
      ['trap \\ its', "it's \\ a 'trap'"],
    ];
    for (const [query, song] of finds) {
      expect({ query, songs: (await search(query)).songs }).toEqual({
        query,
        songs: expect.arrayContaining([song]),
      });
    }
    expect((await search('beatles hoppipolla')).songs).toEqual([]);
  });

  test('finds albums by title and artist, and artists by name', async () => {
    await fill();
    expect(await search('queen')).toMatchObject({
      albums: ['The Game'],
      artists: ['Queen'],
    });
    expect((await search('help beatles')).albums).toEqual(['Help!']);
    expect((await search('various')).artists).toEqual(['Various artists']);
    expect((await search('the')).artists).toEqual(['The Beatles']);
  });

  test('puts the closest name first', async () => {
    await fill();
    expect((await search('love')).songs).toEqual([
      'Love',
      'Love Me Do',
      'Lovely Day',
      'Crazy Little Thing Called Love',
    ]);
    expect((await search('love', 2)).songs).toEqual(['Love', 'Love Me Do']);
    expect((await search('help')).songs).toEqual(['Help!', 'Yesterday']);
  });

  test('forgives typos when little else matches', async () => {
    await fill();
    const meant: [query: string, song: string][] = [
      ['yestreday', 'Yesterday'],
      ['beetles yesterday', 'Yesterday'],
      ['thunderstuck', 'Thunderstruck'],
      ['wueen pressure', 'Under Pressure'],
      ['hopipola', 'Hoppípolla'],
    ];
    for (const [query, song] of meant) {
      expect({ query, first: (await search(query)).songs[0] }).toEqual({ query, first: song });
    }
    expect((await search('quen')).artists).toEqual(['Queen']);
    expect(await search('zzzzzzzz')).toEqual({ songs: [], albums: [], artists: [] });
  });

  test('does not guess where enough matches as it was typed', async () => {
    await addSongs(store(), 7, (n) => ({ title: n === 6 ? 'Moan' : `Moon ${n}`, artists: ['X'] }));
    expect((await search('moon')).songs).toHaveLength(6);
  });

  test('finds nothing that is hidden, and what it shows is complete', async () => {
    const songs = await addSongs(store(), 3, (n) => ({
      title: `Secret ${n}`,
      artists: [`Secret artist ${n}`],
      albumTitle: `Secret album ${n}`,
      published: n !== 0,
    }));
    await store().trashSongs([songs[1]?.id ?? ''], at(1));
    const found = await store().searchCatalogue(['secret'], 10);
    expect(found.songs).toEqual([songs[2]]);
    expect(found.albums).toMatchObject([{ title: 'Secret album 2', songCount: 1 }]);
    expect(found.artists).toMatchObject([{ name: 'Secret artist 2', albumCount: 1 }]);
    const mistyped = await store().searchCatalogue(['secrte'], 10);
    expect(mistyped.songs).toEqual([songs[2]]);
  });

  test('finds nothing without words', async () => {
    await fill();
    expect(await search(' ')).toEqual({ songs: [], albums: [], artists: [] });
  });
}
