import { type AlbumOrder, endpoints, type Song } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import type { MoreSongs } from '../player/queue.ts';
import { allSongs, songsAfter } from '../songs/queries.ts';

const pageSize = 60;

/** Which albums, in which order. */
export interface AlbumFilter {
  order: AlbumOrder;
  artistId?: string | undefined;
  featuring?: string | undefined;
  genre?: string | undefined;
  year?: number | undefined;
}

export function albumsQuery(filter: AlbumFilter) {
  return pagedQuery(['albums', 'list', filter], (cursor, signal) =>
    request(endpoints.listAlbums, { query: { limit: pageSize, ...filter, cursor } }, signal),
  );
}

/** Some albums for a shelf. */
export function shelfQuery(order: AlbumOrder, limit: number) {
  return queryOptions({
    queryKey: ['albums', 'shelf', order, limit],
    queryFn: async ({ signal }) =>
      (await request(endpoints.listAlbums, { query: { order, limit } }, signal)).items,
  });
}

export function albumQuery(albumId: string) {
  return queryOptions({
    queryKey: ['albums', 'details', albumId],
    queryFn: ({ signal }) => request(endpoints.getAlbum, { params: { albumId } }, signal),
  });
}

export function songsOfAlbum(albumId: string): Promise<readonly Song[]> {
  return allSongs({ order: 'album', albumId });
}

/** What follows the songs that came with an album. */
export function songsOfAlbumAfter(albumId: string, cursor: string | null): MoreSongs {
  return songsAfter({ order: 'album', albumId }, cursor);
}
