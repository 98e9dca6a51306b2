import { endpoints, type Song, type SongOrder } from '@madrigal/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.ts';
import type { MoreSongs } from '../player/queue.ts';

const pageSize = 100;

function readPage(order: SongOrder, cursor: string | undefined, signal?: AbortSignal) {
  return request(endpoints.listSongs, { query: { limit: pageSize, order, cursor } }, signal);
}

export const songsKey = ['songs', 'list'] as const;

export function songsQuery(order: SongOrder) {
  return infiniteQueryOptions({
    queryKey: [...songsKey, order],
    queryFn: ({ pageParam, signal }) => readPage(order, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Continues a list for the player, independent of how far the page was scrolled. */
export function songsAfter(order: SongOrder, cursor: string | null): MoreSongs {
  let next = cursor;
  return async (): Promise<readonly Song[]> => {
    if (!next) return [];
    const page = await readPage(order, next);
    next = page.nextCursor;
    return page.items;
  };
}

export function songQuery(songId: string) {
  return queryOptions({
    queryKey: ['songs', 'details', songId],
    queryFn: ({ signal }) => request(endpoints.getSong, { params: { songId } }, signal),
    staleTime: 60_000,
  });
}

/** Peaks of a song from 0 to 255, evenly spread over its length. */
export function waveformQuery(songId: string, url: string | undefined) {
  return queryOptions({
    queryKey: ['songs', 'waveform', songId],
    enabled: url !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }): Promise<number[]> => {
      const response = await fetch(url ?? '', { signal });
      if (!response.ok) throw new Error(`The waveform answered ${response.status}`);
      return ((await response.json()) as { peaks: number[] }).peaks;
    },
  });
}
