import { endpoints, type SongOrder, type SongState } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery, pagesAfter, readAll } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import type { MoreSongs } from '../player/queue.ts';

const pageSize = 100;
/** As many songs as are put into the queue at once. */
const mostAtOnce = 1000;

/** Which songs, in which order. */
export interface SongFilter {
  order: SongOrder;
  /** Published ones unless another state is asked for, which admins alone may. */
  state?: SongState | undefined;
  genre?: string | undefined;
  year?: number | undefined;
  artistId?: string | undefined;
  albumId?: string | undefined;
}

/** One page of songs. */
export function pageOfSongs(filter: SongFilter, cursor: string | undefined, signal?: AbortSignal) {
  return request(endpoints.listSongs, { query: { limit: pageSize, ...filter, cursor } }, signal);
}

export const songsKey = ['songs', 'list'] as const;

export function songsQuery(filter: SongFilter) {
  return pagedQuery([...songsKey, filter], (cursor, signal) => pageOfSongs(filter, cursor, signal));
}

/** Continues a list for the player, independent of how far the page was scrolled. */
export function songsAfter(filter: SongFilter, cursor: string | null): MoreSongs {
  return pagesAfter((next) => pageOfSongs(filter, next), cursor);
}

/** All songs of a filter, up to what fits into the queue. */
export function allSongs(filter: SongFilter) {
  return readAll((cursor) => pageOfSongs(filter, cursor), mostAtOnce);
}

export const genresQuery = queryOptions({
  queryKey: ['genres'],
  queryFn: async ({ signal }) => (await request(endpoints.listGenres, {}, signal)).items,
  staleTime: 60_000,
});

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
