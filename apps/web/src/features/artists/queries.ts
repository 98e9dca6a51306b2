import { type ArtistOrder, endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 100;

/** Which artists, in which order. */
export interface ArtistFilter {
  order: ArtistOrder;
  genre?: string | undefined;
}

export function artistsQuery(filter: ArtistFilter) {
  return pagedQuery(['artists', 'list', filter], (cursor, signal) =>
    request(endpoints.listArtists, { query: { limit: pageSize, ...filter, cursor } }, signal),
  );
}

export function artistQuery(artistId: string) {
  return queryOptions({
    queryKey: ['artists', 'details', artistId],
    queryFn: ({ signal }) => request(endpoints.getArtist, { params: { artistId } }, signal),
  });
}
