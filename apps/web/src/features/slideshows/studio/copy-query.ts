import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../../api/request.ts';
import { bestPhotos, photosOf } from '../photos.ts';
import { addPhotos, bestCount, type Draft, emptyDraft, fromSpec } from './draft.ts';

/** A slideshow as a draft of another one; without its song where that is gone. */
export function copyQuery(slideshowId: string) {
  return queryOptions({
    queryKey: ['slideshow-copy', slideshowId],
    queryFn: async ({ signal }): Promise<Draft> => {
      const params = { slideshowId };
      const { spec } = await request(endpoints.getSlideshow, { params }, signal);
      const photos = await photosOf([...new Set(spec.photos.map(({ mediaId }) => mediaId))]);
      const song = spec.music
        ? await request(endpoints.getSong, { params: { songId: spec.music.songId } }, signal).catch(
            () => null,
          )
        : null;
      return fromSpec(spec, new Map(photos.map((photo) => [photo.id, photo])), song);
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The best photos of an album as a draft. */
export function albumQuery(photoAlbumId: string) {
  return queryOptions({
    queryKey: ['slideshow-of-album', photoAlbumId],
    queryFn: async (): Promise<Draft> =>
      addPhotos(emptyDraft, await bestPhotos(bestCount, photoAlbumId)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Chosen photos as a draft. */
export function chosenQuery(mediaIds: readonly string[]) {
  return queryOptions({
    queryKey: ['slideshow-of-photos', mediaIds],
    queryFn: async (): Promise<Draft> => addPhotos(emptyDraft, await photosOf(mediaIds)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
