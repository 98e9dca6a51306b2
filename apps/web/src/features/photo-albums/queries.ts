import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import { mediaListKey } from '../photos/queries.ts';

const pageSize = 100;
const mostItems = 200;

export const photoAlbumsQuery = pagedQuery(['photo-albums', 'list'], (cursor, signal) =>
  request(endpoints.listPhotoAlbums, { query: { limit: pageSize, cursor } }, signal),
);

export function photoAlbumQuery(photoAlbumId: string) {
  return queryOptions({
    queryKey: ['photo-albums', 'details', photoAlbumId],
    queryFn: ({ signal }) => request(endpoints.getPhotoAlbum, { params: { photoAlbumId } }, signal),
  });
}

/** What is in an album, in its order. One of the lists of media, so that it follows their changes. */
export function albumItemsQuery(photoAlbumId: string) {
  return pagedQuery([...mediaListKey, { photoAlbumId }], (cursor, signal) =>
    request(
      endpoints.listPhotoAlbumItems,
      { params: { photoAlbumId }, query: { limit: mostItems, cursor } },
      signal,
    ),
  );
}
