import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueStore, Song } from '../catalog/index.ts';
import type {
  AlbumShelf,
  LibraryStore,
  MarkStore,
  ShelfStore,
  SongShelf,
} from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { addSongs, at } from './catalogue-samples.ts';

/** What a suite needs of an engine: empty stores that belong together, and how to end them. */
export interface ShelfStoreSetup {
  store: ShelfStore;
  catalogue: CatalogueStore;
  library: LibraryStore;
  marks: MarkStore;
  dispose: () => Promise<void>;
}

/** Albums A to F; F has drafts alone. */
const albums = [
  { title: 'A', artist: 'Zed', year: 1990, genres: ['Folk'] },
  { title: 'B', artist: 'Yan', year: 1995, genres: ['Jazz', 'Folk'] },
  { title: 'C', artist: 'Zed', year: 1980, genres: ['Jazz'] },
  { title: 'D', artist: 'Xia', year: null, genres: ['Électro'] },
  { title: 'E', artist: 'Yan', year: 2001, genres: [] },
  { title: 'F', artist: 'Wes', year: 1990, genres: ['Jazz'] },
];

/** Every promise of {@link ShelfStore}, for any engine. */
export function describeShelfStore(name: string, setup: () => Promise<ShelfStoreSetup>): void {
  describe(`shelf store: ${name}`, () => {
    let context: ShelfStoreSetup;
    let songs: Song[];
    beforeEach(async () => {
      context = await setup();
      songs = await addAlbums(context.catalogue);
    });
    afterEach(() => context.dispose());

    const songOf = (title: string) => songs.find((song) => song.album.title === title) as Song;
    const shelf = async (list: AlbumShelf, window = { limit: 50, offset: 0 }) => {
      const ids = await context.store.listAlbumIds('me', list, window);
      return ids.map((id) => songs.find((song) => song.album.id === id)?.album.title).join('');
    };
    const songShelf = async (list: SongShelf, window = { limit: 50, offset: 0 }) => {
      const ids = await context.store.listSongIds(list, window);
      return ids.map((id) => songs.find((song) => song.id === id)?.title).join('');
    };
    const play = (title: string, minute: number, userId = 'me') =>
      context.library.addPlay({
        id: newId(),
        userId,
        songId: songOf(title).id,
        playedAt: at(minute),
        msPlayed: 1,
      });

    test.each<[AlbumShelf, string]>([
      [{ kind: 'newest' }, 'EDCBA'],
      [{ kind: 'title' }, 'ABCDE'],
      [{ kind: 'artist' }, 'DBECA'],
      [{ kind: 'years', from: 1980, to: 1995 }, 'CAB'],
      [{ kind: 'years', from: 1995, to: 1980 }, 'BAC'],
      [{ kind: 'years', from: 1981, to: 1981 }, ''],
      [{ kind: 'genre', genre: ' JAZZ' }, 'BC'],
      [{ kind: 'genre', genre: 'electro' }, 'D'],
      [{ kind: 'genre', genre: 'none' }, ''],
      [{ kind: 'favourites' }, ''],
      [{ kind: 'stars' }, ''],
      [{ kind: 'mostPlayed' }, ''],
      [{ kind: 'lastPlayed' }, ''],
    ])('albums on the shelf %j are %s', async (list, expected) => {
      expect(await shelf(list)).toBe(expected);
      expect(await shelf(list, { limit: 2, offset: 1 })).toBe(expected.slice(1, 3));
      expect(await shelf(list, { limit: 0, offset: 0 })).toBe('');
    });

    test('random albums and songs are published ones, each once', async () => {
      const sorted = async (text: Promise<string>) => [...(await text)].sort().join('');
      expect(await sorted(shelf({ kind: 'random' }))).toBe('ABCDE');
      expect(await sorted(songShelf({ kind: 'random' }))).toBe('abcde');
      expect(await sorted(songShelf({ kind: 'random', genre: 'jazz' }))).toBe('bc');
      expect(await sorted(songShelf({ kind: 'random', from: 1990 }))).toBe('abe');
      expect(await sorted(songShelf({ kind: 'random', from: 1990, to: 1994 }))).toBe('a');
      expect(await songShelf({ kind: 'random' }, { limit: 2, offset: 0 })).toHaveLength(2);
    });

    test('what a listener likes, rates and plays is theirs alone', async () => {
      const { library, marks } = context;
      const albumId = (title: string) => songOf(title).album.id;
      for (const [title, minute] of [
        ['B', 1],
        ['D', 2],
        ['F', 3],
      ] as const) {
        const liked = { kind: 'album', targetId: albumId(title), addedAt: at(minute) } as const;
        await library.putFavourite({ userId: 'me', ...liked });
      }
      await library.putFavourite({
        userId: 'you',
        kind: 'album',
        targetId: albumId('A'),
        addedAt: at(9),
      });
      expect(await shelf({ kind: 'favourites' })).toBe('DB');
      await marks.putStars('me', 'album', albumId('A'), 3);
      await marks.putStars('me', 'album', albumId('E'), 5);
      await marks.putStars('me', 'album', albumId('F'), 5);
      await marks.putStars('you', 'album', albumId('C'), 5);
      await marks.putStars('you', 'album', albumId('B'), 2);
      expect(await shelf({ kind: 'stars' })).toBe('EACB');
      for (const [title, minute] of [
        ['A', 1],
        ['A', 2],
        ['C', 5],
        ['B', 4],
        ['F', 6],
      ] as const) {
        await play(title, minute);
      }
      await play('E', 9, 'you');
      expect(await shelf({ kind: 'mostPlayed' })).toBe('ACB');
      expect(await shelf({ kind: 'lastPlayed' })).toBe('CBA');
    });

    test('songs: all by title, of a genre by album, of an artist by plays', async () => {
      expect(await songShelf({ kind: 'all' })).toBe('abcde');
      expect(await songShelf({ kind: 'all' }, { limit: 2, offset: 3 })).toBe('de');
      expect(await songShelf({ kind: 'genre', genre: 'Jazz' })).toBe('bc');
      await play('C', 1, 'you');
      const artistId = songOf('A').artists[0]?.id ?? '';
      expect(await songShelf({ kind: 'mostPlayedOf', artistId })).toBe('ca');
      expect(await songShelf({ kind: 'mostPlayedOf', artistId: newId() })).toBe('');
    });

    test('songs like another share an artist or a genre with it', async () => {
      const like = async (list: SongShelf) => [...(await songShelf(list))].sort().join('');
      expect(await like({ kind: 'like', songId: songOf('A').id })).toBe('bc');
      expect(await like({ kind: 'like', songId: songOf('D').id })).toBe('');
      const artistId = songOf('B').artists[0]?.id ?? '';
      expect(await like({ kind: 'likeArtist', artistId })).toBe('abce');
      expect(await like({ kind: 'like', songId: newId() })).toBe('');
    });

    test('artists and genres of what is published', async () => {
      const { store } = context;
      const nameOf = (id: string) =>
        songs.flatMap((song) => song.artists).find((artist) => artist.id === id)?.name;
      const names = (ids: string[]) => ids.map(nameOf);
      expect(names(await store.listArtistIds({ limit: 9, offset: 0 }))).toEqual([
        'Xia',
        'Yan',
        'Zed',
      ]);
      expect(names(await store.listArtistIds({ limit: 1, offset: 1 }))).toEqual(['Yan']);
      expect(await store.listGenreCounts()).toEqual([
        { name: 'Électro', songCount: 1, albumCount: 1 },
        { name: 'Folk', songCount: 2, albumCount: 2 },
        { name: 'Jazz', songCount: 2, albumCount: 2 },
      ]);
    });
  });
}

function addAlbums(catalogue: CatalogueStore): Promise<Song[]> {
  return addSongs(catalogue, albums.length, (n) => {
    const { title = '', artist = '', year = null, genres = [] } = albums[n] ?? {};
    return {
      title: title.toLowerCase(),
      artists: [artist],
      albumTitle: title,
      albumYear: year,
      year,
      genres,
      addedAt: at(n),
      published: title !== 'F',
    };
  });
}
