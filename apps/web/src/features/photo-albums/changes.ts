import { endpoints, type MediaItem, type PhotoAlbum } from '@madrigal/contract';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { type InputOf, request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { movedInPages, placesOf } from './order.ts';
import { albumItemsQuery, photoAlbumQuery } from './queries.ts';

/** Items that one request may add or remove. */
const batch = 500;
/** How long a removal can be taken back from its toast. */
const undoMs = 10_000;

type Edit = NonNullable<InputOf<typeof endpoints.updatePhotoAlbum>['body']>;
type Items = readonly Pick<MediaItem, 'id'>[];
type Pages = InfiniteData<{ items: MediaItem[] }>;

async function inBatches(items: Items, send: (mediaIds: string[]) => Promise<unknown>) {
  const ids = items.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += batch) await send(ids.slice(at, at + batch));
}

/** A change of albums: the pages follow, and faults are told. */
function useAlbumChange<T, R>(change: {
  mutationFn: (value: T) => Promise<R>;
  onMutate?: (value: T) => void;
  onSuccess?: (result: R, value: T) => void;
}) {
  const client = useQueryClient();
  return useMutation({
    ...change,
    onError: (error: Error) => toast.error(describeError(error)),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => ['photo-albums', 'media'].includes(String(queryKey[0])),
      }),
  });
}

export interface NewAlbum {
  title: string;
  description?: string;
  items?: Items;
}

export function useCreateAlbum(onCreated: (album: PhotoAlbum, value: NewAlbum) => void) {
  return useAlbumChange({
    mutationFn: async ({ title, description, items = [] }: NewAlbum) => {
      const mediaIds = items.slice(0, batch).map(({ id }) => id);
      const album = await request(endpoints.createPhotoAlbum, {
        body: { title, description, mediaIds },
      });
      await addTo(album.id, items.slice(batch));
      return album;
    },
    onSuccess: onCreated,
  });
}

function addTo(photoAlbumId: string, items: Items): Promise<void> {
  return inBatches(items, (mediaIds) =>
    request(endpoints.addPhotoAlbumItems, { params: { photoAlbumId }, body: { mediaIds } }),
  );
}

export function useAddToAlbum(onAdded: (album: PhotoAlbum, items: Items) => void) {
  return useAlbumChange({
    mutationFn: ({ album, items }: { album: PhotoAlbum; items: Items }) => addTo(album.id, items),
    onSuccess: (_, { album, items }) => onAdded(album, items),
  });
}

/** Renames or describes an album, chooses its cover, or changes who sees it. */
export function useEditAlbum(photoAlbumId: string) {
  const client = useQueryClient();
  return useAlbumChange({
    mutationFn: (body: Edit) =>
      request(endpoints.updatePhotoAlbum, { params: { photoAlbumId }, body }),
    onSuccess: (album) => client.setQueryData(photoAlbumQuery(photoAlbumId).queryKey, album),
  });
}

export function useDeleteAlbum(onDeleted: () => void) {
  return useAlbumChange({
    mutationFn: (photoAlbumId: string) =>
      request(endpoints.deletePhotoAlbum, { params: { photoAlbumId } }),
    onSuccess: onDeleted,
  });
}

/** Puts an item at another place, which the page shows at once. */
export function useMoveInAlbum(photoAlbumId: string) {
  const client = useQueryClient();
  const { queryKey } = albumItemsQuery(photoAlbumId);
  return useAlbumChange({
    onMutate: ({ from, to }: { from: number; to: number; id: string; after: string | null }) => {
      void client.cancelQueries({ queryKey });
      client.setQueryData<Pages>(queryKey, (data) => data && movedInPages(data, from, to));
    },
    mutationFn: ({ id, after }) =>
      request(endpoints.movePhotoAlbumItems, {
        params: { photoAlbumId },
        body: { mediaIds: [id], after },
      }),
  });
}

interface Removal {
  album: PhotoAlbum;
  items: Items;
}

/** Takes items out of an album; the toast puts them back where they were. */
export function useRemoveFromAlbum() {
  const client = useQueryClient();
  const putBack = useAlbumChange({ mutationFn: restore });
  return useAlbumChange({
    mutationFn: async ({ album, items }: Removal) => {
      const known = client.getQueryData<Pages>(albumItemsQuery(album.id).queryKey);
      const places = placesOf(itemsOf(known), items);
      const params = { photoAlbumId: album.id };
      await inBatches(items, (mediaIds) =>
        request(endpoints.removePhotoAlbumItems, { params, body: { mediaIds } }),
      );
      return places;
    },
    onSuccess: (places, { album, items }) =>
      toast(t('photoAlbums.takenOut', { count: items.length }), {
        duration: undoMs,
        action: {
          label: t('editing.undo'),
          onClick: () => putBack.mutate({ album, places }),
        },
      }),
  });
}

async function restore({ album, places }: { album: PhotoAlbum; places: Place[] }): Promise<void> {
  const params = { photoAlbumId: album.id };
  for (const { mediaIds, after } of places) {
    await inBatches(
      mediaIds.map((id) => ({ id })),
      (some) => request(endpoints.addPhotoAlbumItems, { params, body: { mediaIds: some } }),
    );
    await request(endpoints.movePhotoAlbumItems, { params, body: { mediaIds, after } });
  }
  const { coverMediaId } = album;
  if (coverMediaId && places.some(({ mediaIds }) => mediaIds.includes(coverMediaId))) {
    await request(endpoints.updatePhotoAlbum, { params, body: { coverMediaId } });
  }
}

type Place = ReturnType<typeof placesOf>[number];
