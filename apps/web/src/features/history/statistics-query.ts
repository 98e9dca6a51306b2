import { endpoints } from '@madrigal/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.ts';

const dayMs = 86_400_000;
const ranges = { month: 30, quarter: 90, year: 365, all: null } as const;
export type Range = keyof typeof ranges;

export function statisticsQuery(from: string | undefined, to?: string) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return queryOptions({
    queryKey: ['plays', 'statistics', from, to],
    queryFn: ({ signal }) =>
      request(endpoints.getPlayStatistics, { query: { from, to, timeZone, limit: 10 } }, signal),
    placeholderData: keepPreviousData,
  });
}

/** Midnight some days ago, so that the same range stays the same query all day. */
export function startOf(range: Range): string | undefined {
  const days = ranges[range];
  if (days === null) return undefined;
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  return new Date(today.getTime() - (days - 1) * dayMs).toISOString();
}

/** Of what one hears these weeks. */
export function recentRange(): string | undefined {
  return startOf('quarter');
}
