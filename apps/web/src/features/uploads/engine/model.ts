import type { Processing, RejectionCode } from '@madrigal/contract';

/**
 * Where a file is on its way. `waiting` → `starting` → `sending` → `finishing` → `processing` →
 * `ready`, `duplicate`, `rejected` or `failed`; beside it `paused`, and after a reload
 * `needs-permission` or `needs-file` until the bytes can be read again.
 */
export type Phase =
  | 'waiting'
  | 'starting'
  | 'sending'
  | 'paused'
  | 'finishing'
  | 'processing'
  | 'ready'
  | 'duplicate'
  | 'rejected'
  | 'failed'
  | 'needs-permission'
  | 'needs-file';

/** Why a file did not make it. */
export type Fault =
  | { kind: 'empty' }
  | { kind: 'too-large' }
  | { kind: 'unreadable' }
  | { kind: 'rejected'; code?: RejectionCode | undefined; message: string }
  | { kind: 'processing' }
  | { kind: 'error'; cause: unknown };

export interface UploadItem {
  /** Names the item in this browser. */
  readonly key: string;
  readonly fingerprint: string;
  readonly name: string;
  /** Folders and name as it was dropped. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly phase: Phase;
  /** True while it waits for the server or the network to come back. */
  readonly offline: boolean;
  readonly uploadId: string | null;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  readonly step: Processing['step'];
  /** Of the processing, 0 to 100. */
  readonly percent: number;
  readonly songId: string | null;
  readonly fault: Fault | null;
}

/** What an item knows before anything has happened to it. */
export const blankItem = {
  offline: false,
  uploadId: null,
  sentBytes: 0,
  bytesPerSecond: 0,
  step: null,
  percent: 0,
  songId: null,
  fault: null,
} as const;

/** A file at hand, with the handle that lets it be opened again after a reload. */
export interface SourceFile {
  file: File;
  path: string;
  handle?: FileSystemFileHandle | undefined;
}

const sendable: ReadonlySet<Phase> = new Set(['waiting', 'starting', 'sending', 'paused']);

/** Bytes of it still have to be sent from this page. */
export function isUnsent(item: UploadItem): boolean {
  return sendable.has(item.phase);
}

export function isActive(item: UploadItem): boolean {
  return item.phase === 'starting' || item.phase === 'sending' || item.phase === 'finishing';
}

export function isDone(item: UploadItem): boolean {
  return item.phase === 'ready' || item.phase === 'duplicate';
}

export function needsAttention(item: UploadItem): boolean {
  return ['rejected', 'failed', 'needs-permission', 'needs-file'].includes(item.phase);
}

/** Trying again can help: not for files that no attempt can make acceptable. */
export function canRetry(item: UploadItem): boolean {
  return (
    item.phase === 'failed' && item.fault?.kind !== 'empty' && item.fault?.kind !== 'too-large'
  );
}
