import type { RejectionCode, UploadState } from '@madrigal/contract';
import type { BlobKey } from '../../shared/index.ts';

export type ProcessingStep = 'reading' | 'measuring' | 'encoding' | 'storing';

export type ProcessingState =
  | { state: 'none' }
  | { state: 'queued' }
  | { state: 'running'; step: ProcessingStep; percent: number }
  | { state: 'ready'; songId: string; duplicate: boolean }
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
  /** Id the song will have, fixed at the start so that a repeated job writes the same objects. */
  songId: string;
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
