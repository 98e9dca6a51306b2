import { type Song, type SongQuery, stateOfSong } from '@madrigal/core/catalog';
import {
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  titleSortKey,
} from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { queryItems } from '../read.ts';
import {
  albumOf,
  artistOf,
  genreOf,
  ROWS_PER_QUERY,
  SONG_ROWS,
  songKey,
  songsIn,
  yearOf,
} from './keys.ts';
import { fromSongRow, genresOf, songKind } from './kinds.ts';
import { songOrders } from './orders.ts';
import { listPlaces, listRecords, type Place, type Reading } from './pages.ts';

/**
 * Rows of one artist, album, genre or year that are sorted for each page, about 700 bytes each. Where
 * there are more, they are many of all songs, and it is quicker to walk those in their order.
 */
export const MOST_SORTED = 5000;

export async function listSongs(
  table: Table,
  query: SongQuery,
  page: PageRequest<Position>,
  mostSorted: number,
): Promise<Page<Song, Position>> {
  const { order } = query;
  if (order === 'plays') throw new MadrigalError('internal', 'The library tells what was played.');
  const reading: Reading<Song> = {
    order: songOrders[order],
    resolve: async (items) =>
      items.map(songKind.fromItem).map((song) => (isIn(query, song) ? song : null)),
  };
  // A position that is none is refused before anything is read.
  if (page.after) songOrders[order].keyAfter(page.after);
  const places = await placesFor(table, query, order, mostSorted);
  if (places) return listPlaces(table, places, page, reading);
  const partitions = [...new Set(query.states)].map(songsIn);
  return listRecords(table, { index: order, partitions }, page, reading);
}

/** Where the songs of the narrowest filter are; null without one, or where they are too many. */
async function placesFor(
  table: Table,
  query: SongQuery,
  order: keyof typeof songOrders,
  mostSorted: number,
): Promise<Place[] | null> {
  const partition = partitionFor(query);
  if (partition === null) return null;
  const places: Place[] = [];
  for await (const item of queryItems(table, { partition, ...SONG_ROWS }, ROWS_PER_QUERY)) {
    const row = fromSongRow(item);
    if (!query.states.includes(row.state)) continue;
    if (places.length === mostSorted) return null;
    places.push({ at: row.order[order], key: songKey(row.songId) });
  }
  return places;
}

function partitionFor({ albumId, artistId, genre, year }: SongQuery): string | null {
  if (albumId !== undefined) return albumOf(albumId);
  if (artistId !== undefined) return artistOf(artistId);
  if (genre !== undefined) return genreOf(genre);
  return year === undefined ? null : yearOf(year);
}

/** Whether a song is one of those asked for. */
export function isIn({ states, artistId, albumId, genre, year }: SongQuery, song: Song): boolean {
  if (!states.includes(stateOfSong(song))) return false;
  if (artistId !== undefined && !song.artists.some(({ id }) => id === artistId)) return false;
  if (albumId !== undefined && song.album.id !== albumId) return false;
  if (year !== undefined && song.year !== year) return false;
  return genre === undefined || genresOf(song).has(titleSortKey(genre));
}
