import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.ts';
import { readStoryboard, type StoryboardTile } from './storyboard.ts';

/** Addresses of a video's files; they work for hours, and new ones are asked for when they do not. */
export function playbackQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['videos', 'playback', mediaId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => request(endpoints.watchVideo, { params: { mediaId } }, signal),
  });
}

export function storyboardQuery(url: string) {
  return queryOptions({
    queryKey: ['videos', 'storyboard', url],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }): Promise<StoryboardTile[]> => {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`The storyboard answered ${response.status}`);
      return readStoryboard(await response.text(), new URL(url, document.baseURI).href);
    },
  });
}
