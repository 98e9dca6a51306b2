import type { Slideshow, SlideshowDetails } from '@madrigal/contract';
import type { Delivery } from '@madrigal/core/delivery';
import type { SlideshowRecord } from '@madrigal/core/slideshow';

export function presentSlideshow(record: SlideshowRecord, delivery: Delivery): Slideshow {
  const { id, name, preview, state, percent, remainingMs, failure, skipped, spec } = record;
  return {
    ...{ id, name, preview, state, percent, remainingMs, failure, skipped },
    photoCount: spec.photos.length,
    video: presentVideo(record, delivery),
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

function presentVideo({ name, result }: SlideshowRecord, delivery: Delivery): Slideshow['video'] {
  if (!result) return null;
  const { sizeBytes, durationMs, width, height } = result;
  const { url, expiresAt } = delivery.sign(result.video);
  return {
    url,
    posterUrl: delivery.urlFor(result.poster),
    fileName: fileNameOf(name),
    ...{ sizeBytes, durationMs, width, height },
    expiresAt: expiresAt.toISOString(),
  };
}

const NO_SIGNS_OF_FILE_NAMES = /[\p{C}\\/:*?"<>|]+/gu;

/** A name that every file system takes. */
function fileNameOf(name: string): string {
  return `${name.replace(NO_SIGNS_OF_FILE_NAMES, ' ').trim() || 'slideshow'}.mp4`;
}
