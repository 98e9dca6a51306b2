import { join } from 'node:path';
import { type BucketGap, createS3Blobs, type S3Blobs } from '@madrigal/adapters/blobs/s3';
import type { UrlVerifier } from '@madrigal/core/delivery';
import {
  type BlobStore,
  type Clock,
  type DirectUploadReceiver,
  MadrigalError,
  systemClock,
} from '@madrigal/core/shared';
import type { Config, Secrets } from '../config/index.ts';
import { awsOptions } from './jobs.ts';
import { RAW_PATH } from './paths.ts';
import { tempRootOf } from './temp-dir.ts';

const HOT_FILE_MS = 10_000;
const DAY_HOURS = 24;
/** Renditions of uploads can be made again; S3 drops them by itself. */
const TRANSIENT = { prefix: 'transient/', afterDays: 30 };

/** The raw and the processed store. Only the raw one takes bytes from outside. */
export interface Blobs {
  raw: {
    store: BlobStore;
    /** Null where presigned URLs lead to a server of the store's own. */
    receiver: DirectUploadReceiver | null;
    /** Checks addresses of downloads, where they lead here; null with the receiver. */
    downloads: UrlVerifier | null;
    /** Drops uploads in parts that nothing came for since then; nothing to do where a rule does it. */
    sweepMultiparts(olderThan: Date): Promise<unknown>;
  };
  processed: { store: BlobStore };
}

export async function openBlobs(
  config: Config,
  secrets: Pick<Secrets, 'upload'>,
  stack: AsyncDisposableStack,
  clock: Clock,
): Promise<Blobs> {
  if (config.blobs.kind === 's3') return openBuckets(config, stack);
  const { createFilesystemBlobs } = await import('@madrigal/adapters/blobs/filesystem');
  const open = async (name: 'raw' | 'processed', reuseOpenFilesMs: number) => {
    if (!secrets.upload) throw new MadrigalError('unavailable', 'UPLOAD_SECRET is missing.');
    const blobs = await createFilesystemBlobs({
      root: join(config.dataDir, 'blobs', name),
      presign: { secret: Buffer.from(`${name}:${secrets.upload}`), basePath: RAW_PATH },
      clock,
      reuseOpenFilesMs,
    });
    stack.defer(() => blobs.close());
    // The data folder belongs to this process alone, so whatever is unfinished is left from one that died.
    await blobs.sweepTemporary(clock.now());
    return blobs;
  };
  return { raw: await open('raw', 0), processed: await open('processed', HOT_FILE_MS) };
}

function openBuckets(config: Config, stack: AsyncDisposableStack): Blobs {
  const raw = openBucket(config, 'raw', stack);
  const processed = openBucket(config, 'processed', stack);
  return {
    raw: { store: raw.store, receiver: null, downloads: null, sweepMultiparts: async () => {} },
    processed: { store: processed.store },
  };
}

function openBucket(
  { blobs, dataDir }: Config,
  name: 'raw' | 'processed',
  stack: AsyncDisposableStack,
): S3Blobs {
  const bucket = blobs.kind === 's3' && (name === 'raw' ? blobs.rawBucket : blobs.processedBucket);
  if (blobs.kind !== 's3' || !bucket) {
    throw new MadrigalError('unavailable', `There is no bucket for ${name} files.`);
  }
  const opened = createS3Blobs({
    ...awsOptions(blobs.access),
    bucket,
    clock: systemClock,
    forcePathStyle: blobs.access.endpoint !== null,
    ...(blobs.publicEndpoint && { publicEndpoint: blobs.publicEndpoint }),
    // The system's may be memory; an upload has several GiB.
    temporaryDirectory: tempRootOf(dataDir),
  });
  stack.defer(async () => opened.close());
  return opened;
}

/** The processed store alone, for an edge. */
export function openProcessedBucket(config: Config, stack: AsyncDisposableStack): BlobStore {
  return openBucket(config, 'processed', stack).store;
}

/** What to do oneself where the server of the buckets cannot. */
const adviceOn: Readonly<Record<BucketGap, string>> = {
  'upload-origins':
    'has no CORS by bucket: let pages of PUBLIC_URL put files there by a setting of its own (MinIO: MINIO_API_CORS_ALLOW_ORIGIN)',
  'unfinished-uploads':
    'takes no rule that drops unfinished uploads in parts: have it keep them for longer than UPLOAD_EXPIRY_HOURS and drop them then (MinIO: MINIO_API_STALE_UPLOADS_EXPIRY)',
};

/**
 * Makes buckets that are missing, and sets who may upload from where and what goes by itself; tells what
 * their server cannot do.
 */
export async function prepareBuckets(
  config: Config,
  tell: (sentence: string) => void,
): Promise<void> {
  if (config.blobs.kind !== 's3' || !config.blobs.manageBuckets) return;
  await using stack = new AsyncDisposableStack();
  const dropUnfinishedAfterDays = Math.ceil(config.uploads.expiryHours / DAY_HOURS) + 1;
  const gaps = [
    ...(await openBucket(config, 'raw', stack).prepareBucket({
      // A presigned URL is a permission by itself: where nobody said what pages there are, any may use it.
      uploadOrigins: [config.http.publicUrl ?? '*'],
      dropUnfinishedAfterDays,
      expire: [],
    })),
    ...(await openBucket(config, 'processed', stack).prepareBucket({
      uploadOrigins: [],
      dropUnfinishedAfterDays,
      expire: [TRANSIENT],
    })),
  ];
  for (const gap of new Set(gaps)) tell(`The object store ${adviceOn[gap]}.`);
}

/** Where presigned URLs lead, when not to this server: pages must be allowed to go there. */
export function uploadOriginOf({ blobs }: Config): string | null {
  if (blobs.kind !== 's3') return null;
  if (blobs.publicEndpoint ?? blobs.access.endpoint) {
    return blobs.publicEndpoint ?? blobs.access.endpoint;
  }
  return `https://${blobs.rawBucket}.s3.${blobs.access.region}.amazonaws.com`;
}
