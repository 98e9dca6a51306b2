import type { AlbumQuery, AlbumSummary } from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { getItems, queryItems } from '../read.ts';
import { ALBUM_ROWS, ALBUMS, albumKey, artistOf, ROWS_PER_QUERY, SONG_ROWS } from './keys.ts';
import { albumKind, fromSongRow } from './kinds.ts';
import { albumOrders } from './orders.ts';
import { listPlaces, listRecords, type Reading } from './pages.ts';
import { isVisible, summarizeAlbums } from './summaries.ts';

export async function listAlbums(
  table: Table,
  query: AlbumQuery,
  page: PageRequest<Position>,
): Promise<Page<AlbumSummary, Position>> {
  const { order, artistId, featuring, visibleOnly } = query;
  const reading: Reading<AlbumSummary> = {
    order: albumOrders[order],
    resolve: async (items) => {
      const albums = await summarizeAlbums(table, items.map(albumKind.fromItem));
      return albums.map((album) => {
        if (visibleOnly && !isVisible(album)) return null;
        if (artistId !== undefined && album.artistId !== artistId) return null;
        return album.artistId === featuring ? null : album;
      });
    },
  };
  const ids = await idsFor(table, query);
  if (!ids) return listRecords(table, { index: order, partitions: [ALBUMS] }, page, reading);
  const albums = (await getItems(table, ids.map(albumKey))).map(albumKind.fromItem);
  const places = albums.map((album) => ({
    at: albumOrders[order].keyOf(album),
    key: albumKey(album.id),
  }));
  return listPlaces(table, places, page, reading);
}

/** Albums in question, of one artist; null where all are. */
async function idsFor(
  table: Table,
  { artistId, featuring, visibleOnly }: AlbumQuery,
): Promise<string[] | null> {
  if (featuring !== undefined) return albumsWithSongsOf(table, featuring, visibleOnly);
  if (artistId === undefined) return null;
  const ids: string[] = [];
  const range = { partition: artistOf(artistId), ...ALBUM_ROWS };
  for await (const row of queryItems(table, range, ROWS_PER_QUERY)) ids.push(String(row.id));
  return ids;
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
