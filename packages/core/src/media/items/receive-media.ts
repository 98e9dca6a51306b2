import type { MediaKind } from '@madrigal/contract';
import { originalKey } from './media-keys.ts';
import type { Capture, MediaItem } from './model.ts';

export interface ReceivedMedia {
  id: string;
  ownerId: string;
  kind: MediaKind;
  format: string;
  fileName: string;
  sizeBytes: number;
  /** When the file was last changed, as far as whoever sent it knows. */
  modifiedAt: Date | null;
  receivedAt: Date;
  /** See {@link MediaItem.guestName}. */
  guestName: string | null;
}

/** A media item as it begins: nothing is known but what the upload tells. */
export function receivedMedia(input: ReceivedMedia): MediaItem {
  const { id, ownerId, kind, format, fileName, receivedAt, guestName } = input;
  return {
    id,
    ownerId,
    kind,
    format,
    progress: { state: 'received' },
    fileName,
    title: '',
    caption: '',
    tags: [],
    capture: firstCapture(input),
    addedAt: receivedAt,
    updatedAt: receivedAt,
    ...nothingKnown,
    rawKey: originalKey(ownerId, id),
    rawSizeBytes: input.sizeBytes,
    generation: 1,
    renditionsOf: null,
    renditions: [],
    visibility: 'private',
    guestName,
    deletedAt: null,
  };
}

function firstCapture({ modifiedAt, receivedAt }: ReceivedMedia): Capture {
  return modifiedAt
    ? { at: modifiedAt, offsetMinutes: null, source: 'modified' }
    : { at: receivedAt, offsetMinutes: null, source: 'uploaded' };
}

const nothingKnown = {
  width: null,
  height: null,
  durationMs: null,
  animated: false,
  orientation: 1,
  placeholder: null,
  perceptualHash: null,
  focus: null,
  score: null,
  location: null,
  camera: null,
  contentHash: null,
} as const;
