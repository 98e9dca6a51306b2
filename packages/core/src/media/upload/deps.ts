import type { BlobStore, Clock, JobSender } from '../../shared/index.ts';
import type { UploadStore } from './ports.ts';

export interface UploadsDeps {
  uploads: UploadStore;
  raw: BlobStore;
  jobs: JobSender;
  clock: Clock;
  newId: () => string;
  limits: UploadLimits;
}

export interface UploadLimits {
  /** How long an unfinished upload may take before it is dropped. */
  expireAfterMs: number;
  /** How long a presigned URL accepts bytes. */
  urlTtlMs: number;
}
