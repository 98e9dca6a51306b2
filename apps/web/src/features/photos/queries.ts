import { endpoints, type MediaKind } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 100;

/** Which of the caller's photos and videos are shown. */
export interface MediaFilter {
  kind?: MediaKind | undefined;
  tag?: string | undefined;
  trash?: boolean | undefined;
}

/** First parts of the keys of all lists of photos and videos. */
export const mediaListKey = ['media', 'list'];

export function timelineQuery({ kind, tag, trash = false }: MediaFilter) {
  return pagedQuery([...mediaListKey, { kind, tag, trash }], (cursor, signal) =>
    request(
      endpoints.listMedia,
      { query: { limit: pageSize, cursor, kind, tag, trash: String(trash) } },
      signal,
    ),
  );
}

export function mediaQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['media', 'details', mediaId],
    queryFn: ({ signal }) => request(endpoints.getMedia, { params: { mediaId } }, signal),
  });
}

export function similarQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['media', 'similar', mediaId],
    queryFn: ({ signal }) => request(endpoints.listSimilarMedia, { params: { mediaId } }, signal),
  });
}

export const tagsQuery = queryOptions({
  queryKey: ['media', 'tags'],
  queryFn: ({ signal }) => request(endpoints.listMediaTags, {}, signal),
});
