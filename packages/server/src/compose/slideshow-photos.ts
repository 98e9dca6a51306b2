import type { JobSender } from '@madrigal/core/shared';
import { createMediaPhotos } from '@madrigal/core/slideshow';
import type { Engines } from './engines.ts';

/** Uploaded photos and videos as slideshows take them. */
export function slideshowPhotos(
  { media, blobs, events, clock }: Pick<Engines, 'media' | 'blobs' | 'events' | 'clock'>,
  jobs: JobSender,
) {
  const [raw, processed] = [blobs.raw.store, blobs.processed.store];
  return createMediaPhotos({ media, raw, processed, jobs, events, clock });
}
