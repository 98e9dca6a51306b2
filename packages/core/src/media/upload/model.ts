import type { RejectionCode, UploadState } from '@madrigal/contract';
import type { BlobKey } from '../../shared/index.ts';

export type ProcessingStep = 'reading' | 'measuring' | 'encoding' | 'storing';

/** What an upload became; a song, when `duplicate`, that was there before. */
export type ProcessingResult = { songId: string; duplicate: boolean } | { mediaId: string };

export type ProcessingState =
  | { state: 'none' }
  | { state: 'queued' }
  | { state: 'running'; step: ProcessingStep; percent: number }
  | ({ state: 'ready' } & ProcessingResult)
  | { state: 'rejected'; code: RejectionCode; message: string }
  | { state: 'failed' };

export interface Upload {
  id: string;
  ownerId: string;
  fileName: string;
  sizeBytes: number;
  fingerprint: string | null;
  state: UploadState;
  rawKey: BlobKey;
  /** Set for uploads in parts. */
  multipart: { id: string; partSizeBytes: number; partCount: number } | null;
  /**
   * Id the song or media item will have, fixed at the start so that a repeated job writes the same
   * objects.
   */
  itemId: string;
  /** Whether it may become a song; photos and videos are for everyone. */
  mayAddSongs: boolean;
  /** When the file was last changed, as far as whoever sends it knows. */
  modifiedAt: Date | null;
  /** The photo album that a photo or video goes into. */
  photoAlbumId: string | null;
  /** The visitor who sends it by a link, and what they call themselves; null for its owner. */
  guest: { shareId: string; name: string } | null;
  processing: ProcessingState;
  createdAt: Date;
  updatedAt: Date;
  /** When an unfinished upload is dropped. */
  expiresAt: Date;
}

/** How the missing bytes of an upload go in. */
export type Transfer =
  | { kind: 'single'; url: string; expiresAt: Date }
  | { kind: 'multipart'; partSizeBytes: number; partCount: number; finishedParts: number[] }
  | { kind: 'closed' };

export interface UploadWithTransfer {
  upload: Upload;
  transfer: Transfer;
}
