import type { AlbumSummary, ArtistSummary, Song } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import type { LibraryDeps } from './deps.ts';
import { visibleAlbums, visibleArtists, visibleSongs } from './visible.ts';

/** A list of albums with something published; the last three are made of one listener's library. */
export type AlbumShelf =
  | { kind: 'random' }
  /** Added last first. */
  | { kind: 'newest' }
  | { kind: 'title' }
  /** By artist, then year, then title. */
  | { kind: 'artist' }
  /** In these years, both included, from the first to the second, which may be the earlier one. */
  | { kind: 'years'; from: number; to: number }
  /** With a song of this genre, in any spelling that folds to the same; by title. */
  | { kind: 'genre'; genre: string }
  /** Favourites, the newest first. */
  | { kind: 'favourites' }
  /** Most stars first; then those that most others like. */
  | { kind: 'stars' }
  | { kind: 'mostPlayed' }
  | { kind: 'lastPlayed' };

/** A list of published songs. */
export type SongShelf =
  | {
      kind: 'random';
      genre?: string | undefined;
      from?: number | undefined;
      to?: number | undefined;
    }
  /** By title. */
  | { kind: 'all' }
  /** By album. */
  | { kind: 'genre'; genre: string }
  /** Of this artist, what everybody here played most first. */
  | { kind: 'mostPlayedOf'; artistId: string }
  /** At random: other songs that share an artist or a genre with this one. */
  | { kind: 'like'; songId: string }
  /** At random: songs of this artist, and of others that share a genre with them. */
  | { kind: 'likeArtist'; artistId: string };

/** Which part of a shelf: apps ask by number, and may jump. */
export interface Window {
  limit: number;
  offset: number;
}

/** Lists that apps show by number, made of the catalogue and one listener's library. */
export interface ShelfStore {
  listAlbumIds(userId: string, shelf: AlbumShelf, window: Window): Promise<string[]>;
  listSongIds(shelf: SongShelf, window: Window): Promise<string[]>;
  /** Artists with a published song, or with such an album, by folded name. */
  listArtistIds(window: Window): Promise<string[]>;
  /** Genres of published songs by name, each with how many songs and albums it is in. */
  listGenreCounts(): Promise<{ name: string; songCount: number; albumCount: number }[]>;
}

export interface ShelvesDeps {
  shelves: ShelfStore;
  catalogue: LibraryDeps['catalogue'];
}

/** Lists to browse by number. */
export function createShelves(deps: ShelvesDeps) {
  const { shelves } = deps;
  return {
    listAlbums: async ({ userId }: Caller, shelf: AlbumShelf, window: Window) =>
      inOrder(await shelves.listAlbumIds(userId, shelf, window), (ids) =>
        visibleAlbums(deps, ids),
      ) satisfies Promise<AlbumSummary[]>,
    listSongs: async (shelf: SongShelf, window: Window) =>
      inOrder(await shelves.listSongIds(shelf, window), (ids) =>
        visibleSongs(deps, ids),
      ) satisfies Promise<Song[]>,
    listArtists: async (window: Window) =>
      inOrder(await shelves.listArtistIds(window), (ids) =>
        visibleArtists(deps, ids),
      ) satisfies Promise<ArtistSummary[]>,
    listGenres: () => shelves.listGenreCounts(),
  };
}

export type Shelves = ReturnType<typeof createShelves>;

async function inOrder<Item>(
  ids: string[],
  find: (ids: string[]) => Promise<Map<string, Item>>,
): Promise<Item[]> {
  const items = await find(ids);
  return ids.flatMap((id) => items.get(id) ?? []);
}
