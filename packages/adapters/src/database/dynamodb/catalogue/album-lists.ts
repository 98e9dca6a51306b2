import type { AlbumQuery, AlbumSummary } from '@madrigal/core/catalog';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { inParallel } from '../parallel.ts';
import { getItems, queryItems } from '../read.ts';
import { albumsOfGenre, hasSongOfGenre } from './genre-members.ts';
import { ALBUM_ROWS, ALBUMS, albumKey, artistOf, ROWS_PER_QUERY, SONG_ROWS } from './keys.ts';
import { albumKind, fromSongRow } from './kinds.ts';
import { albumOrders, rangeOfYear } from './orders.ts';
import { type Along, listPlaces, listRecords, type Reading } from './pages.ts';
import { isVisible, summarizeAlbums } from './summaries.ts';

export async function listAlbums(
  table: Table,
  query: AlbumQuery,
  page: PageRequest<Position>,
  mostSorted: number,
): Promise<Page<AlbumSummary, Position>> {
  const { order, genre, year } = query;
  if (order === 'plays') throw new MadrigalError('internal', 'The library tells what was played.');
  // A position that is none is refused before anything is read.
  if (page.after) albumOrders[order].keyAfter(page.after);
  const ids = await idsFor(table, query, mostSorted);
  const checkGenre = genre !== undefined && !ids?.areOfGenre;
  const reading: Reading<AlbumSummary> = {
    order: albumOrders[order],
    resolve: async (items) => {
      const albums = await summarizeAlbums(table, items.map(albumKind.fromItem));
      return inParallel(albums, async (album) => {
        if (!isAlbumIn(query, album)) return null;
        if (!checkGenre) return album;
        const has = await hasSongOfGenre(table, { albumId: album.id }, genre, mostSorted);
        return has ? album : null;
      });
    },
  };
  if (!ids) {
    const along: Along = { index: order, partitions: [ALBUMS] };
    const within = order === 'year' && year !== undefined ? { within: rangeOfYear(year) } : {};
    return listRecords(table, { ...along, ...within }, page, reading);
  }
  const albums = (await getItems(table, ids.ids.map(albumKey))).map(albumKind.fromItem);
  const places = albums.map((album) => ({
    at: albumOrders[order].keyOf(album),
    key: albumKey(album.id),
  }));
  return listPlaces(table, places, page, reading);
}

/** Whether an album is one of those asked for, but for what its songs alone tell. */
export function isAlbumIn(
  { visibleOnly, artistId, featuring, year }: AlbumQuery,
  album: AlbumSummary,
): boolean {
  if (visibleOnly && !isVisible(album)) return false;
  if (artistId !== undefined && album.artistId !== artistId) return false;
  if (year !== undefined && album.year !== year) return false;
  return album.artistId !== featuring;
}

interface Ids {
  ids: string[];
  areOfGenre?: boolean;
}

/** Albums of the narrowest filter; null without one, or where they are too many. */
async function idsFor(
  table: Table,
  { order, artistId, featuring, visibleOnly, genre, year }: AlbumQuery,
  mostSorted: number,
): Promise<Ids | null> {
  if (featuring !== undefined) {
    return { ids: await albumsWithSongsOf(table, featuring, visibleOnly) };
  }
  if (artistId !== undefined) return { ids: await albumsOfArtist(table, artistId) };
  if (genre !== undefined) {
    const ids = await albumsOfGenre(table, genre, mostSorted);
    if (ids) return { ids, areOfGenre: true };
  }
  // The order by year has them side by side.
  if (year === undefined || order === 'year') return null;
  const ids = await albumsOfYear(table, year, mostSorted);
  return ids && { ids };
}

async function albumsOfArtist(table: Table, artistId: string): Promise<string[]> {
  const ids: string[] = [];
  const range = { partition: artistOf(artistId), ...ALBUM_ROWS };
  for await (const row of queryItems(table, range, ROWS_PER_QUERY)) ids.push(String(row.id));
  return ids;
}

async function albumsOfYear(table: Table, year: number, most: number): Promise<string[] | null> {
  const ids: string[] = [];
  const range = { index: 'year', partition: ALBUMS, ...rangeOfYear(year) };
  for await (const { yearSk } of queryItems(table, range, ROWS_PER_QUERY)) {
    if (ids.length === most) return null;
    ids.push(idIn(String(yearSk)));
  }
  return ids;
}

/** The id that a sort key ends with. */
function idIn(sortKey: string): string {
  return sortKey.slice(sortKey.lastIndexOf('\u0001') + 1);
}

async function albumsWithSongsOf(
  table: Table,
  artistId: string,
  visibleOnly: boolean,
): Promise<string[]> {
  const ids = new Set<string>();
  const range = { partition: artistOf(artistId), ...SONG_ROWS };
  for await (const item of queryItems(table, range, ROWS_PER_QUERY)) {
    const { albumId, state } = fromSongRow(item);
    if (state === 'published' || !visibleOnly) ids.add(albumId);
  }
  return [...ids];
}
