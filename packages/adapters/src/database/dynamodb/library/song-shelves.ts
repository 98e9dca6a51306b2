import type { SongShelf } from '@madrigal/core/library';
import { type PageRequest, type Position, titleSortKey } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { playsOfSongs } from './play-items.ts';
import {
  collected,
  type Ids,
  idsOf,
  type ShelfDeps,
  type Shelves,
  shuffled,
  songsOfGenre,
  visible,
} from './shelf-lists.ts';
import { walk } from './walk.ts';

/** Songs that are picked from at random: of a larger catalogue, so many in a row from a random place. */
const MOST_PICKED_FROM = 2000;

/** Published songs on a shelf, as their ids. */
export function songsOn({ catalogue, table }: Shelves, shelf: SongShelf): Ids | Promise<Ids> {
  switch (shelf.kind) {
    case 'random':
      return randomSongs(catalogue, shelf);
    case 'all':
      return idsOf((page) => catalogue.listSongs({ order: 'title', ...visible }, page));
    case 'genre':
      return idsOf(songsOfGenre(catalogue, shelf.genre));
    case 'mostPlayedOf':
      return mostPlayedOf(catalogue, table, shelf.artistId);
    case 'like':
      return songsLike(catalogue, shelf.songId);
    case 'likeArtist':
      return songsLikeArtist(catalogue, shelf.artistId);
  }
}

/**
 * Without a genre, songs are taken from a random place in the order by title on, and from its start
 * again: what is small enough is picked from as a whole.
 */
async function randomSongs(
  catalogue: ShelfDeps['catalogue'],
  { genre, from = -Infinity, to = Infinity }: Extract<SongShelf, { kind: 'random' }>,
): Promise<string[]> {
  const list = (page: PageRequest<Position>) =>
    catalogue.listSongs(
      { order: 'title', ...visible, ...(genre !== undefined && { genre }) },
      page,
    );
  const ids = new Set<string>();
  const start: Position = [randomLetters(), '00000000-0000-0000-0000-000000000000'];
  const fromThere = (page: PageRequest<Position>) => list({ after: start, ...page });
  for (const part of [fromThere, list]) {
    let seen = 0;
    for await (const { id, year } of walk(part)) {
      const fits = (from === -Infinity && to === Infinity) || isBetween(year, from, to);
      if (fits) ids.add(id);
      if (ids.size === MOST_PICKED_FROM || ++seen === 5 * MOST_PICKED_FROM) break;
    }
    if (ids.size === MOST_PICKED_FROM) break;
  }
  return shuffled([...ids]);
}

function isBetween(year: number | null, from: number, to: number): boolean {
  return year !== null && year >= from && year <= to;
}

function randomLetters(): string {
  const letter = () => String.fromCharCode(97 + Math.floor(Math.random() * 26));
  return letter() + letter();
}

/** By plays of everybody; what is played alike by year, the newest first. */
async function mostPlayedOf(
  catalogue: ShelfDeps['catalogue'],
  table: Table,
  artistId: string,
): Promise<string[]> {
  const list = (page: PageRequest<Position>) =>
    catalogue.listSongs({ order: 'year', artistId, ...visible }, page);
  const ids = await collected(idsOf(list));
  const plays = await playsOfSongs(table, ids);
  return ids.toSorted((a, b) => (plays.get(b) ?? 0) - (plays.get(a) ?? 0));
}

async function songsLike(catalogue: ShelfDeps['catalogue'], songId: string): Promise<string[]> {
  const [model] = await catalogue.getSongs([songId]);
  if (!model) return [];
  const artistIds = model.artists.map(({ id }) => id);
  const ids = await sharing(catalogue, { artistIds, genres: model.genres });
  ids.delete(songId);
  return shuffled([...ids]);
}

async function songsLikeArtist(
  catalogue: ShelfDeps['catalogue'],
  artistId: string,
): Promise<string[]> {
  const list = (page: PageRequest<Position>) =>
    catalogue.listSongs({ order: 'added', artistId, ...visible }, page);
  const own = await collected(walk(list));
  const genres = own.flatMap((song) => song.genres);
  return shuffled([...(await sharing(catalogue, { artistIds: [artistId], genres }))]);
}

/** Published songs of one of the artists, or of one of the genres. */
async function sharing(
  catalogue: ShelfDeps['catalogue'],
  { artistIds, genres }: { artistIds: readonly string[]; genres: readonly string[] },
): Promise<Set<string>> {
  const ids = new Set<string>();
  const filters = [
    ...artistIds.map((artistId) => ({ artistId })),
    ...new Map(genres.map((genre) => [titleSortKey(genre), { genre }])).values(),
  ];
  for (const filter of filters) {
    let seen = 0;
    const list = (page: PageRequest<Position>) =>
      catalogue.listSongs({ order: 'added', ...filter, ...visible }, page);
    for await (const id of idsOf(list)) {
      ids.add(id);
      if (++seen === MOST_PICKED_FROM) break;
    }
  }
  return ids;
}
