import type { AlbumSummary, Song } from '@madrigal/core/catalog';
import type { AlbumShelf } from '@madrigal/core/library';
import type { PageRequest, Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { compareTexts } from '../keys.ts';
import { allHeard } from './heard.ts';
import {
  collected,
  type Ids,
  idsOf,
  type ShelfDeps,
  type Shelves,
  shuffled,
} from './shelf-lists.ts';
import { allRated, allStarsOf } from './stars.ts';
import { AT_ONCE, walk } from './walk.ts';

/** Albums with something published on a shelf, as their ids. */
export function albumsOn(
  { catalogue, library, table }: Shelves,
  userId: string,
  shelf: AlbumShelf,
): Ids | Promise<Ids> {
  const inOrder = (order: 'added' | 'title' | 'artist') =>
    idsOf((page) => catalogue.listAlbums({ order, visibleOnly: true }, page));
  switch (shelf.kind) {
    case 'random':
      return shuffledAll(inOrder('title'));
    case 'newest':
      return inOrder('added');
    case 'title':
    case 'artist':
      return inOrder(shelf.kind);
    case 'years':
      return albumsOfYears(catalogue, shelf);
    case 'genre':
      return idsOf((page) =>
        catalogue.listAlbums({ order: 'title', genre: shelf.genre, visibleOnly: true }, page),
      );
    case 'favourites':
      return favouriteAlbums(catalogue, library, userId);
    case 'stars':
      return ratedAlbums(catalogue, table, userId);
    case 'mostPlayed':
    case 'lastPlayed':
      return playedAlbums(catalogue, table, userId, shelf.kind);
  }
}

/** They come by year, the newest first, and by title in each year. */
async function albumsOfYears(
  catalogue: ShelfDeps['catalogue'],
  { from, to }: { from: number; to: number },
): Promise<string[]> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const years: AlbumSummary[][] = [];
  const list = (page: PageRequest<Position>) =>
    catalogue.listAlbums({ order: 'year', visibleOnly: true }, page);
  for await (const album of walk(list)) {
    if (album.year === null || album.year < first) break;
    if (album.year > last) continue;
    const year = years.at(-1);
    if (year?.[0]?.year === album.year) year.push(album);
    else years.push([album]);
  }
  return (from > to ? years : years.toReversed()).flat().map(({ id }) => id);
}

async function favouriteAlbums(
  catalogue: ShelfDeps['catalogue'],
  library: ShelfDeps['library'],
  userId: string,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const { targetId } of walk((page) => library.listFavourites(userId, 'album', page))) {
    ids.push(targetId);
  }
  return visibleAmong(catalogue, ids);
}

/** Those of the albums that have something published, in their order. */
async function visibleAmong(
  catalogue: ShelfDeps['catalogue'],
  ids: readonly string[],
): Promise<string[]> {
  const shown = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const { id, songCount } of await catalogue.getAlbums(ids.slice(at, at + AT_ONCE))) {
      if (songCount > 0) shown.add(id);
    }
  }
  return ids.filter((id) => shown.has(id));
}

/** Most stars first; then those that others like. */
async function ratedAlbums(
  catalogue: ShelfDeps['catalogue'],
  table: Table,
  userId: string,
): Promise<string[]> {
  const rated = await allRated(table, 'album');
  const own = new Map(
    (await allStarsOf(table, userId))
      .filter(({ kind }) => kind === 'album')
      .map(({ targetId, stars }) => [targetId, stars]),
  );
  const stars = (id: string) => own.get(id) ?? 0;
  const sorted = rated.toSorted(
    (a, b) =>
      stars(b.targetId) - stars(a.targetId) ||
      b.average - a.average ||
      compareTexts(a.targetId, b.targetId),
  );
  return visibleAmong(
    catalogue,
    sorted.map(({ targetId }) => targetId),
  );
}

async function playedAlbums(
  catalogue: ShelfDeps['catalogue'],
  table: Table,
  userId: string,
  by: 'mostPlayed' | 'lastPlayed',
): Promise<string[]> {
  const heard = await allHeard(table, userId);
  const albums = new Map<string, { plays: number; last: number }>();
  for (const { id, album } of await songsByIds(catalogue, [...heard.keys()])) {
    const { plays = 0, last = new Date(0) } = heard.get(id) ?? {};
    const sum = albums.get(album.id) ?? { plays: 0, last: 0 };
    albums.set(album.id, {
      plays: sum.plays + plays,
      last: Math.max(sum.last, last.getTime()),
    });
  }
  const sorted = [...albums].toSorted(
    ([idA, a], [idB, b]) =>
      (by === 'mostPlayed' ? b.plays - a.plays : 0) || b.last - a.last || compareTexts(idA, idB),
  );
  return visibleAmong(
    catalogue,
    sorted.map(([id]) => id),
  );
}

async function songsByIds(
  catalogue: ShelfDeps['catalogue'],
  ids: readonly string[],
): Promise<Song[]> {
  const songs: Song[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    songs.push(...(await catalogue.getSongs(ids.slice(at, at + AT_ONCE))));
  }
  return songs;
}

async function shuffledAll(ids: AsyncIterable<string>): Promise<string[]> {
  return shuffled(await collected(ids));
}
