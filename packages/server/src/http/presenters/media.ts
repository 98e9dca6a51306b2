import type { MediaDetails, MediaItem, ShownMedia } from '@madrigal/contract';
import type { Delivery } from '@madrigal/core/delivery';
import {
  type MediaItem as CoreMedia,
  folderOfRenditions,
  type MediaEdit,
} from '@madrigal/core/media/items';

type Access = Pick<Delivery, 'accessTo'>;

/** What anyone may see: no name of a file, no tags, no place. */
export function presentShownMedia(item: CoreMedia, delivery: Access): ShownMedia {
  const { id, kind, title, caption, width, height, durationMs, animated, placeholder, capture } =
    item;
  const folder = folderOfRenditions(item);
  const access = folder && delivery.accessTo(folder);
  return {
    ...{ id, kind, title, caption, width, height, durationMs, animated, placeholder },
    capturedAt: capture.at.toISOString(),
    capturedOffsetMinutes: capture.offsetMinutes,
    renditions: item.renditions.map(({ name, role, mimeType, sizeBytes, ...size }) => ({
      ...{ name, role, mimeType, sizeBytes },
      width: size.width,
      height: size.height,
    })),
    access: access && { ...access, expiresAt: access.expiresAt.toISOString() },
  };
}

export function presentMedia(item: CoreMedia, delivery: Access): MediaItem {
  const { progress, fileName, tags, visibility, guestName } = item;
  return {
    ...presentShownMedia(item, delivery),
    state: progress.state,
    progress:
      progress.state === 'processing' ? { step: progress.step, percent: progress.percent } : null,
    rejection:
      progress.state === 'rejected' ? { code: progress.code, message: progress.message } : null,
    ...{ fileName, tags, visibility, guestName },
    addedAt: item.addedAt.toISOString(),
    deletedAt: item.deletedAt?.toISOString() ?? null,
  };
}

/** An item with what only its own page needs. */
export function presentMediaDetails(item: CoreMedia, delivery: Access): MediaDetails {
  const { format, rawSizeBytes, capture, location, camera, contentHash } = item;
  return {
    ...presentMedia(item, delivery),
    ...{ format, sizeBytes: rawSizeBytes, capturedFrom: capture.source },
    ...{ location, camera, contentHash },
  };
}

/** An edit as clients write it. */
export function toMediaEdit({
  capturedAt,
  ...edit
}: Omit<MediaEdit, 'capture'> & { capturedAt?: string | undefined }): MediaEdit {
  if (capturedAt === undefined) return edit;
  return { ...edit, capture: { at: new Date(capturedAt), offsetMinutes: null, source: 'owner' } };
}
