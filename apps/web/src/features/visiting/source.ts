import { endpoints, type ShownMedia, type VideoPlayback } from '@madrigal/contract';
import { queryOptions, type UndefinedInitialDataOptions } from '@tanstack/react-query';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { saveFrom } from '../../api/save-file.ts';
import { toast } from '../../ui/toast.tsx';
import { largestFile, urlOf } from '../photos/media.ts';

/** How somebody without an account gets at photos and videos. */
export interface VisitorSource {
  playback: (mediaId: string) => UndefinedInitialDataOptions<VideoPlayback>;
  download: (item: ShownMedia) => Promise<void>;
}

/** By a link, or the ticket for its password. */
export function byLink(token: string): VisitorSource {
  return {
    playback: (mediaId) =>
      queryOptions<VideoPlayback>({
        queryKey: ['shared', token, 'playback', mediaId],
        queryFn: ({ signal }) =>
          request(endpoints.watchSharedVideo, { params: { token, mediaId } }, signal),
        staleTime: Number.POSITIVE_INFINITY,
      }),
    download: async ({ id: mediaId }) => {
      try {
        const params = { token, mediaId };
        saveFrom((await request(endpoints.downloadSharedMedia, { params })).url);
      } catch (error) {
        toast.error(describeError(error));
      }
    },
  };
}

/** Because it is public. */
export const inPublic: VisitorSource = {
  playback: (mediaId) =>
    queryOptions<VideoPlayback>({
      queryKey: ['public', 'playback', mediaId],
      queryFn: ({ signal }) => request(endpoints.watchPublicVideo, { params: { mediaId } }, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  download: async (item) => {
    const file = largestFile(item);
    const url = file && urlOf(item, file);
    if (url) saveFrom(url);
  },
};
