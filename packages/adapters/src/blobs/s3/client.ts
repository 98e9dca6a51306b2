import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type BlobKey, mediaTypeOfKey } from '@madrigal/core/shared';
import type { S3BlobsOptions } from './options.ts';

const CONNECT_MS = 3000;
/** A silent connection is given up; reading goes on from where it was on a new one. */
const IDLE_MS = 30_000;
const DEFAULT_ATTEMPTS = 5;
/** Every listener holds a connection; how many there may be is for the edge to say. */
const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };

/** What the parts of this engine work with. */
export interface S3Context {
  client: S3Client;
  /** Signs for the address that browsers use. */
  presigner: S3Client;
  options: S3BlobsOptions;
}

export function openS3(options: S3BlobsOptions): S3Context {
  const { publicEndpoint } = options;
  const client = new S3Client(clientConfig(options));
  const presigner = publicEndpoint
    ? new S3Client({ ...clientConfig(options), endpoint: publicEndpoint })
    : client;
  return { client, presigner, options };
}

export function closeS3({ client, presigner }: S3Context): void {
  client.destroy();
  presigner.destroy();
}

function clientConfig(options: S3BlobsOptions): S3ClientConfig {
  const { region, endpoint, forcePathStyle = false, credentials } = options;
  return {
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
    // CRC32 by default is not known to older S3-compatible servers, and would be signed into
    // presigned URLs for an empty body. What is written here carries a Content-MD5 instead.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: IDLE_MS,
      httpAgent: agent,
      httpsAgent: agent,
    },
  };
}

/** Names an object in a request. */
export function objectOf({ options }: S3Context, key: BlobKey): { Bucket: string; Key: string } {
  return { Bucket: options.bucket, Key: (options.keyPrefix ?? '') + key };
}

/** What a new object is stored with. */
export function newObjectFields({ options }: S3Context, key: BlobKey) {
  const { cacheControl, encryption } = options;
  return {
    ContentType: mediaTypeOfKey(key),
    ...(cacheControl !== undefined && { CacheControl: cacheControl }),
    ...(encryption && { ServerSideEncryption: encryption.algorithm }),
    ...(encryption?.algorithm === 'aws:kms' && { SSEKMSKeyId: encryption.keyId }),
  };
}
