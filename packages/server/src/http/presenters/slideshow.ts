import type { Slideshow, SlideshowDetails, SlideshowVideo } from '@madrigal/contract';
import type { Delivery } from '@madrigal/core/delivery';
import { safeFileName } from '@madrigal/core/shared';
import type { SlideshowRecord, SlideshowResult } from '@madrigal/core/slideshow';

export function presentSlideshow(record: SlideshowRecord, delivery: Delivery): Slideshow {
  const { id, name, preview, state, percent, remainingMs, failure, skipped, spec } = record;
  return {
    ...{ id, name, preview, state, percent, remainingMs, failure, skipped },
    photoCount: spec.photos.length,
    video: record.result && presentVideo(name, record.result, delivery),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}

export function presentSlideshowDetails(
  record: SlideshowRecord,
  delivery: Delivery,
): SlideshowDetails {
  return { ...presentSlideshow(record, delivery), spec: record.spec };
}

/** A finished video with its signed URLs. */
export function presentVideo(
  name: string,
  { video, poster, sizeBytes, durationMs, width, height }: SlideshowResult,
  delivery: Pick<Delivery, 'sign' | 'signDownload' | 'urlFor'>,
): SlideshowVideo {
  const { url, expiresAt } = delivery.sign(video);
  const fileName = safeFileName(`${name}.mp4`, 'slideshow.mp4');
  return {
    url,
    posterUrl: delivery.urlFor(poster),
    fileName,
    downloadUrl: delivery.signDownload(video, fileName).url,
    ...{ sizeBytes, durationMs, width, height },
    expiresAt: expiresAt.toISOString(),
  };
}
