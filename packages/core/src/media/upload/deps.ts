import type { BlobStore, Clock, JobSender } from '../../shared/index.ts';
import type { UploadStore } from './ports.ts';

export interface UploadsDeps {
  uploads: UploadStore;
  raw: BlobStore;
  jobs: JobSender;
  clock: Clock;
  newId: () => string;
  limits: UploadLimits;
  /** Bytes this person may store in all, null for any number, and how many slideshows take of them. */
  roomFor(userId: string): Promise<{ limitBytes: number | null; slideshowBytes: number }>;
}

export interface UploadLimits {
  /** How long an unfinished upload may take before it is dropped. */
  expireAfterMs: number;
  /** How long a presigned URL accepts bytes. */
  urlTtlMs: number;
}
