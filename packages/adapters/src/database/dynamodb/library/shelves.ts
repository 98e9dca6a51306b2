import type { ShelfStore, Window } from '@madrigal/core/library';
import { type PageRequest, type Position, titleSortKey } from '@madrigal/core/shared';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { compareTexts } from '../keys.ts';
import { albumsOn } from './album-shelves.ts';
import { type Ids, idsOf, type ShelfDeps, visible } from './shelf-lists.ts';
import { songsOn } from './song-shelves.ts';
import { walk } from './walk.ts';

const MOST_GENRES = 100_000;

/** Lists that apps show by number, of a library in DynamoDB and a catalogue of whatever engine. */
export function createShelfStore(dynamo: Dynamo, deps: ShelfDeps): ShelfStore {
  const shelves = { ...deps, table: tableOf(dynamo, 'library') };
  const { catalogue } = deps;
  return translatedMethods<ShelfStore>({
    listAlbumIds: (userId, shelf, window) => cut(() => albumsOn(shelves, userId, shelf), window),
    listSongIds: (shelf, window) => cut(() => songsOn(shelves, shelf), window),
    listArtistIds: (window) =>
      cut(() => idsOf((page) => catalogue.listArtists({ order: 'name' }, page)), window),
    listGenreCounts: () => genreCounts(catalogue),
  });
}

/** The part of a list that is asked for; no more of it is read. */
async function cut(list: () => Ids | Promise<Ids>, { limit, offset }: Window): Promise<string[]> {
  const found: string[] = [];
  if (limit === 0) return found;
  let at = 0;
  for await (const id of await list()) {
    if (at++ < offset) continue;
    found.push(id);
    if (found.length === limit) break;
  }
  return found;
}

/** Genres by name; their albums are counted in all their songs. */
async function genreCounts(catalogue: ShelfDeps['catalogue']) {
  const albums = new Map<string, Set<string>>();
  const list = (page: PageRequest<Position>) =>
    catalogue.listSongs({ order: 'added', ...visible }, page);
  for await (const { genres, album } of walk(list)) {
    for (const key of genres.map(titleSortKey)) {
      const known = albums.get(key) ?? new Set();
      albums.set(key, known.add(album.id));
    }
  }
  const genres = await catalogue.listGenres(MOST_GENRES);
  return genres
    .map((genre) => ({ ...genre, key: titleSortKey(genre.name) }))
    .toSorted((a, b) => compareTexts(a.key, b.key))
    .map(({ key, ...genre }) => ({ ...genre, albumCount: albums.get(key)?.size ?? 0 }));
}
