import { createMediaPhotos } from '@madrigal/core/slideshow';
import type { Engines } from './engines.ts';

/** Uploaded photos as slideshows take them. */
export function slideshowPhotos({ media, blobs }: Pick<Engines, 'media' | 'blobs'>) {
  const [raw, processed] = [blobs.raw.store, blobs.processed.store];
  return createMediaPhotos({ media, raw, processed });
}
