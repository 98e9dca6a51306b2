import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 100;

export const artistsQuery = pagedQuery(['artists', 'list'], (cursor, signal) =>
  request(endpoints.listArtists, { query: { limit: pageSize, cursor } }, signal),
);

export function artistQuery(artistId: string) {
  return queryOptions({
    queryKey: ['artists', 'details', artistId],
    queryFn: ({ signal }) => request(endpoints.getArtist, { params: { artistId } }, signal),
  });
}
