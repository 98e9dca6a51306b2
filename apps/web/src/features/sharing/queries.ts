import { endpoints, type Share, type ShareKind } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 200;

/** What is shared, as its owner names it. */
export interface ShareTarget {
  kind: ShareKind;
  targetId: string;
  title: string;
}

export function sharesQuery({ kind, targetId }: Pick<ShareTarget, 'kind' | 'targetId'>) {
  return queryOptions({
    queryKey: ['shares', kind, targetId],
    queryFn: ({ signal }) =>
      request(endpoints.listShares, { query: { kind, targetId, limit: 50 } }, signal),
  });
}

/** What a link opens; the token is that of the link, or the one its password was exchanged for. */
export function sharedQuery(token: string) {
  return queryOptions({
    queryKey: ['shared', token],
    queryFn: ({ signal }) => request(endpoints.openShare, { params: { token } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function sharedItemsQuery(token: string) {
  return pagedQuery(['shared', token, 'items'], (cursor, signal) =>
    request(
      endpoints.listSharedItems,
      { params: { token }, query: { limit: pageSize, cursor } },
      signal,
    ),
  );
}

/** The whole address of a link, for other people. */
export function addressOf(share: Share): string {
  return new URL(share.path, location.origin).href;
}
