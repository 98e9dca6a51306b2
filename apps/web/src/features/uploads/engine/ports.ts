import type { Upload, UploadDetails } from '@madrigal/contract';
import type { SourceFile, UploadItem } from './model.ts';

/** The upload endpoints of the API. All throw ApiError. */
export interface UploadApi {
  create(
    file: { fileName: string; sizeBytes: number; fingerprint: string },
    signal: AbortSignal,
  ): Promise<UploadDetails>;
  get(uploadId: string, signal: AbortSignal): Promise<UploadDetails>;
  list(cursor: string | null): Promise<{ items: Upload[]; nextCursor: string | null }>;
  signParts(
    uploadId: string,
    partNumbers: number[],
    signal: AbortSignal,
  ): Promise<{ partNumber: number; url: string }[]>;
  complete(uploadId: string, signal: AbortSignal): Promise<UploadDetails>;
  retry(uploadId: string): Promise<UploadDetails>;
  cancel(uploadId: string): Promise<void>;
}

/** What is known of an unfinished upload of an earlier page. */
export interface KeptUpload {
  key: string;
  fingerprint: string;
  name: string;
  path: string;
  sizeBytes: number;
  uploadId: string | null;
  file: File | null;
  handle: FileSystemFileHandle | null;
}

/** Remembers unfinished uploads across reloads. Never throws: what cannot be kept is not kept. */
export interface Keeper {
  /**
   * `kept`: uploads of pages that are gone, which this page takes over.
   * `elsewhere`: ids of uploads that another open page is sending.
   */
  load(): Promise<{ kept: KeptUpload[]; elsewhere: string[] }>;
  keep(item: UploadItem, source: SourceFile): void;
  noteUploadId(key: string, uploadId: string): void;
  forget(key: string): void;
  /** Whether a reload can go on with it. */
  has(key: string): boolean;
}
