import { endpoints } from '@madrigal/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.ts';

const REFRESH_MS = 10_000;

export const adminKey = ['admin'] as const;

export const overviewQuery = queryOptions({
  queryKey: [...adminKey, 'overview'],
  queryFn: ({ signal }) => request(endpoints.getOverview, {}, signal),
  refetchInterval: REFRESH_MS,
});

export const deadLettersQuery = queryOptions({
  queryKey: [...adminKey, 'dead-letters'],
  queryFn: ({ signal }) => request(endpoints.listDeadLetters, { query: { limit: 100 } }, signal),
  refetchInterval: REFRESH_MS,
});

export const auditQuery = infiniteQueryOptions({
  queryKey: [...adminKey, 'audit'],
  queryFn: ({ pageParam, signal }) =>
    request(endpoints.listAudit, { query: { limit: 30, cursor: pageParam } }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const usersQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...adminKey, 'users', q],
    queryFn: ({ pageParam, signal }) =>
      request(endpoints.listUsers, { query: { q, limit: 30, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
