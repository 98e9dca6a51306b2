import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 100;

export const playsQuery = pagedQuery(['plays', 'list'], (cursor, signal) =>
  request(endpoints.listPlays, { query: { limit: pageSize, cursor } }, signal),
);

/** The last plays, for a shelf. */
export const latestPlaysQuery = queryOptions({
  queryKey: ['plays', 'latest'],
  queryFn: async ({ signal }) =>
    (await request(endpoints.listPlays, { query: { limit: 60 } }, signal)).items,
});
