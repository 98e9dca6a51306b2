import type { UploadState } from '@madrigal/contract';
import type { Page, PageRequest, Position } from '../../shared/index.ts';
import type { ProcessingState, Upload } from './model.ts';

/** A change that is made only while the upload is in one of the given states. */
export interface UploadChange {
  /** The upload's state must be one of these. */
  whileState: readonly UploadState[];
  /** The processing state must be one of these, when given. */
  whileProcessing?: readonly ProcessingState['state'][];
  state?: UploadState;
  processing?: ProcessingState;
  updatedAt: Date;
}

export interface UploadStore {
  /**
   * Adds an upload where its owner would then store at most `limitBytes` (null: any number) of uploads
   * and media items, as `QuotaStore` counts. Of several at once, no more are added than fit.
   * @throws conflict when the id exists, quota_exceeded
   */
  createUpload(upload: Upload, limitBytes: number | null): Promise<void>;
  /** @throws not_found */
  getUpload(uploadId: string): Promise<Upload>;
  /** Newest first, with those of visitors or without; positions are `[id]`. @throws invalid_cursor */
  listUploadsOfOwner(
    ownerId: string,
    filter: { guests: boolean },
    page: PageRequest<Position>,
  ): Promise<Page<Upload, Position>>;
  /** Uploads by a link whose bytes are not all there yet. */
  countOpenUploadsOfShare(shareId: string): Promise<number>;
  /** Makes a change atomically; null when the conditions did not hold. @throws not_found */
  changeUpload(uploadId: string, change: UploadChange): Promise<Upload | null>;
  /** Forgets an upload; one that does not exist is no error. */
  deleteUpload(uploadId: string): Promise<void>;
  /** Uploads not completed whose time is up at `now`, oldest first. */
  listExpiredUploads(now: Date, limit: number): Promise<Upload[]>;
  /** Completed uploads that are queued or running and were not touched since `before`. */
  listStalledUploads(before: Date, limit: number): Promise<Upload[]>;
}
