import type { Clock } from '@madrigal/core/shared';

export interface S3BlobsOptions {
  bucket: string;
  region: string;
  clock: Clock;
  /** Address of an S3-compatible server; left out for AWS. */
  endpoint?: string;
  /** `http://host/bucket/key` instead of `http://bucket.host/key`. Most self-hosted servers need it. */
  forcePathStyle?: boolean;
  /** Address that browsers reach the same server under, for presigned URLs. Default: `endpoint`. */
  publicEndpoint?: string;
  /** Left out: the SDK's own chain (role of the function, task or instance, then environment). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Put before every key, such as `raw/` where two stores share a bucket. */
  keyPrefix?: string;
  /**
   * Encryption asked for objects written here. Presigned PUTs get the bucket's default, because a
   * browser would have to send these headers itself.
   */
  encryption?: { algorithm: 'AES256' } | { algorithm: 'aws:kms'; keyId: string };
  /** `Cache-Control` of objects written here, for a CDN that serves the bucket. */
  cacheControl?: string;
  /** Where objects are lent from as local files; made where it is missing. Default: the system's. */
  temporaryDirectory?: string;
  /** Tries of a request, with exponential backoff and jitter between them. Default 5. */
  maxAttempts?: number;
}
