import { endpoints, type MediaDetails, type MediaItem } from '@madrigal/contract';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../api/problem.ts';
import { type InputOf, request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { mediaListKey, mediaQuery } from './queries.ts';

/** Items that one request may change. */
const batch = 500;
/** How long a deletion can be taken back from its toast. */
const undoMs = 10_000;

/** First parts of the keys of all queries that show photos and videos. */
const shownIn = ['media', 'photo-albums'];

type Bulk = Omit<InputOf<typeof endpoints.updateMediaItems>['body'], 'mediaIds'>;
type Edit = NonNullable<InputOf<typeof endpoints.updateMedia>['body']>;
type Items = readonly Pick<MediaItem, 'id'>[];
type Pages = InfiniteData<{ items: MediaItem[] }>;

async function inBatches(items: Items, change: (mediaIds: string[]) => Promise<unknown>) {
  const ids = items.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += batch) await change(ids.slice(at, at + batch));
}

/** A change of photos and videos: the pages follow, and faults are told. */
function useMediaChange<T, R>(
  mutationFn: (value: T) => Promise<R>,
  onSuccess?: (value: T, result: R) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (result, value) => onSuccess?.(value, result),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => shownIn.includes(String(queryKey[0])),
      }),
  });
}

/** Takes items off every list before the server's next answer does. */
function useTakeOff() {
  const client = useQueryClient();
  return (items: Items) => {
    const gone = new Set(items.map(({ id }) => id));
    client.setQueriesData<Pages>({ queryKey: mediaListKey }, (data) =>
      data
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.filter(({ id }) => !gone.has(id)),
            })),
          }
        : data,
    );
  };
}

/** Renames or tags one item, corrects its time, or changes who sees it. */
export function useEditMedia(mediaId: string) {
  const client = useQueryClient();
  return useMediaChange(
    (edit: Edit) => request(endpoints.updateMedia, { params: { mediaId }, body: edit }),
    (_, details: MediaDetails) => client.setQueryData(mediaQuery(mediaId).queryKey, details),
  );
}

/** Makes one edit to many. */
export function useEditMany() {
  return useMediaChange(
    ({ items, edit }: { items: Items; edit: Bulk }) =>
      inBatches(items, (mediaIds) =>
        request(endpoints.updateMediaItems, { body: { mediaIds, ...edit } }),
      ),
    ({ items }) => toast.success(t('photos.changed', { count: items.length })),
  );
}

export function useRestoreMedia() {
  const takeOff = useTakeOff();
  return useMediaChange(
    (items: Items) =>
      inBatches(items, (mediaIds) => request(endpoints.restoreMediaItems, { body: { mediaIds } })),
    (items) => {
      takeOff(items);
      toast.success(t('photos.restored', { count: items.length }));
    },
  );
}

/** Puts items into the trash; the toast takes them out again. */
export function useDeleteMedia() {
  const restore = useRestoreMedia();
  const takeOff = useTakeOff();
  return useMediaChange(
    (items: Items) =>
      inBatches(items, (mediaIds) => request(endpoints.deleteMediaItems, { body: { mediaIds } })),
    (items) => {
      takeOff(items);
      toast(t('photos.deleted', { count: items.length }), {
        duration: undoMs,
        action: { label: t('editing.undo'), onClick: () => restore.mutate(items) },
      });
    },
  );
}

/** Removes items of the trash for good. */
export function useRemoveMedia() {
  const takeOff = useTakeOff();
  return useMediaChange(
    (items: Items) =>
      inBatches(items, (mediaIds) => request(endpoints.removeMediaItems, { body: { mediaIds } })),
    (items) => {
      takeOff(items);
      toast.success(t('photos.removed', { count: items.length }));
    },
  );
}

export function useReprocessMedia() {
  return useMediaChange((mediaId: string) =>
    request(endpoints.reprocessMedia, { params: { mediaId } }),
  );
}
