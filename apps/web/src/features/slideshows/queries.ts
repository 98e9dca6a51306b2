import { endpoints, type Slideshow, type SlideshowDetails } from '@madrigal/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';

const pageSize = 50;
/** Events tell what moved on; this is for whoever misses one. */
const lookAgainMs = 5000;
/** A preview is waited for: its events come in bundles. */
const previewLookMs = 700;

export const slideshowsQuery = pagedQuery(['slideshows', 'list'], (cursor, signal) =>
  request(endpoints.listSlideshows, { query: { limit: pageSize, cursor } }, signal),
);

export function isUnfinished({ state }: Pick<Slideshow, 'state'>): boolean {
  return state === 'queued' || state === 'rendering';
}

export function slideshowQuery(slideshowId: string) {
  return queryOptions({
    queryKey: ['slideshows', 'details', slideshowId],
    queryFn: ({ signal }) => request(endpoints.getSlideshow, { params: { slideshowId } }, signal),
    refetchInterval: ({ state: { data } }) => {
      if (!data || !isUnfinished(data)) return false;
      return data.preview ? previewLookMs : lookAgainMs;
    },
  });
}

/** What is done to one slideshow. */
export function useSlideshowActions({ id: slideshowId, name }: Pick<Slideshow, 'id' | 'name'>) {
  const client = useQueryClient();
  const settled = () => client.invalidateQueries({ queryKey: ['slideshows'] });
  const changed = (details: SlideshowDetails) =>
    client.setQueryData(slideshowQuery(slideshowId).queryKey, details);
  const onError = (error: Error) => void toast.error(describeError(error));
  const shared = { onSuccess: changed, onError, onSettled: settled };
  const params = { slideshowId };
  return {
    cancel: useMutation({
      ...shared,
      mutationFn: () => request(endpoints.cancelSlideshow, { params }),
    }),
    retry: useMutation({
      ...shared,
      mutationFn: (options: { skipBroken?: boolean }) =>
        request(endpoints.retrySlideshow, { params, body: options }),
    }),
    rename: useMutation({
      ...shared,
      mutationFn: (newName: string) =>
        request(endpoints.updateSlideshow, { params, body: { name: newName } }),
    }),
    remove: useMutation({
      onError,
      onSettled: settled,
      mutationFn: () => request(endpoints.deleteSlideshow, { params }),
      onSuccess: () => toast.success(t('slideshow.deleted', { name })),
    }),
  };
}
