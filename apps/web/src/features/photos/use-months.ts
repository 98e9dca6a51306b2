import { endpoints } from '@madrigal/contract';
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { readAll } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import { type MediaFilter, mediaListKey } from './queries.ts';
import { type KeptMonth, monthSections } from './sections.ts';

type MonthFilter = Pick<MediaFilter, 'kind' | 'tag'>;

const pageSize = 200;
/** More than anybody takes in a month. */
const mostInMonth = 50_000;
/** Months at the start of the timeline that are fetched before anybody scrolls. */
const firstMonths = 2;
/** Months that fly by under the scrubber are not fetched. */
const settleMs = 120;

function monthsQuery({ kind, tag }: MonthFilter) {
  return queryOptions({
    queryKey: ['media', 'months', { kind, tag }],
    queryFn: ({ signal }) => request(endpoints.listMediaMonths, { query: { kind, tag } }, signal),
  });
}

/** All of a month, in one page like those of other lists of media, so that changes reach it too. */
function monthQuery(month: string, { kind, tag }: MonthFilter) {
  return queryOptions({
    queryKey: [...mediaListKey, { month, kind, tag }],
    queryFn: async ({ signal }) => {
      const items = await readAll(
        (cursor) =>
          request(
            endpoints.listMedia,
            { query: { limit: pageSize, cursor, month, kind, tag } },
            signal,
          ),
        mostInMonth,
      );
      return { pages: [{ items }] };
    },
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** The timeline by months, each of which is loaded once it comes into view. */
export function useMonths(filter: MonthFilter) {
  const months = useQuery(monthsQuery(filter));
  const list = useMemo(() => months.data?.items ?? [], [months.data]);
  const [near, setNear] = useState<readonly string[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onSee = useCallback((keys: readonly string[]) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setNear(keys), settleMs);
  }, []);
  const wanted = near ?? list.slice(0, firstMonths).map(({ month }) => month);
  const results = useQueries({ queries: wanted.map((month) => monthQuery(month, filter)) });
  const kept = useRef(new Map<string, KeptMonth>());
  results.forEach(({ data, dataUpdatedAt }, n) => {
    const [page] = data?.pages ?? [];
    if (page) kept.current.set(wanted[n] ?? '', { items: page.items, asOf: dataUpdatedAt });
  });
  const version = results.map(({ dataUpdatedAt }, n) => `${wanted[n]} ${dataUpdatedAt}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept changes with the version
  const sections = useMemo(() => monthSections(list, kept.current), [list, version]);
  const items = useMemo(() => sections.flatMap((section) => section.items ?? []), [sections]);
  const failed = results.find(({ isError, data }) => isError && !data);
  return {
    months,
    sections,
    items,
    onSee,
    /** Whether there is anything before or after what is loaded. */
    hasMore: sections.some((section) => section.items === null),
    /** Fetches the first month that is not loaded, for who leafs on. */
    loadNext: useCallback(() => {
      const next = list.find(({ month }) => !kept.current.has(month));
      if (next) setNear((old) => [...new Set([...(old ?? []), next.month])]);
    }, [list]),
    failed,
  };
}
