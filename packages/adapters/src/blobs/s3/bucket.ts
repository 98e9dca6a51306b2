import {
  CreateBucketCommand,
  HeadBucketCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { S3Context } from './client.ts';

export interface BucketSettings {
  /** Origins of the web app, which may put to presigned URLs. */
  uploadOrigins: readonly string[];
  /** Uploads in parts that were never completed are dropped after so many days. */
  dropUnfinishedAfterDays: number;
  /** Objects below a prefix that go away by themselves. */
  expire: readonly { prefix: string; afterDays: number }[];
}

/** What some servers do not take from us and have settings of their own for, as MinIO. */
export type BucketGap = 'upload-origins' | 'unfinished-uploads';

/**
 * Makes the bucket where it is missing and sets CORS and lifecycle, replacing what was set. Answers what
 * the server does not know how to do; whatever else it refuses is an error.
 */
export async function prepareBucket(
  context: S3Context,
  settings: BucketSettings,
): Promise<BucketGap[]> {
  await ensureBucket(context);
  const takesLifecycle = await setLifecycle(context, settings);
  const takesOrigins = settings.uploadOrigins.length === 0 || (await setOrigins(context, settings));
  return [
    ...(takesLifecycle ? [] : ['unfinished-uploads' as const]),
    ...(takesOrigins ? [] : ['upload-origins' as const]),
  ];
}

/** False where only the rules for objects are taken. */
async function setLifecycle(context: S3Context, settings: BucketSettings): Promise<boolean> {
  const expiring = expiringOf(context, settings);
  const send = (Rules: LifecycleRule[]) =>
    context.client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: context.options.bucket,
        LifecycleConfiguration: { Rules },
      }),
    );
  try {
    await send([unfinishedOf(context, settings), ...expiring]);
    return true;
  } catch (error) {
    // MinIO calls a rule malformed that does nothing but drop unfinished uploads.
    if (!hasName(error, 'MalformedXML', 'NotImplemented')) throw error;
    if (expiring.length > 0) await send(expiring);
    return false;
  }
}

/** False where the server has no CORS by bucket. */
async function setOrigins(context: S3Context, settings: BucketSettings): Promise<boolean> {
  try {
    await context.client.send(
      new PutBucketCorsCommand({
        Bucket: context.options.bucket,
        CORSConfiguration: { CORSRules: [corsOf(settings)] },
      }),
    );
    return true;
  } catch (error) {
    if (!hasName(error, 'NotImplemented')) throw error;
    return false;
  }
}

function hasName(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

async function ensureBucket({ client, options }: S3Context): Promise<void> {
  const { bucket, region, endpoint } = options;
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!hasName(error, 'NotFound')) throw error;
    // AWS wants every region but its first by name; other servers have no regions to name.
    const elsewhere = endpoint === undefined && region !== 'us-east-1';
    const location = { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
    await client.send(new CreateBucketCommand({ Bucket: bucket, ...(elsewhere && location) }));
  }
}

function corsOf({ uploadOrigins }: BucketSettings) {
  return {
    AllowedMethods: ['PUT'],
    AllowedOrigins: [...uploadOrigins],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'], // uploaders name their parts by it
    MaxAgeSeconds: 3600,
  };
}

function unfinishedOf({ options }: S3Context, settings: BucketSettings): LifecycleRule {
  return {
    ID: 'drop-unfinished-uploads',
    Status: 'Enabled',
    Filter: { Prefix: options.keyPrefix ?? '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: settings.dropUnfinishedAfterDays },
  };
}

function expiringOf({ options }: S3Context, { expire }: BucketSettings): LifecycleRule[] {
  return expire.map(({ prefix, afterDays }) => ({
    ID: `expire-${prefix.replaceAll('/', '-')}`,
    Status: 'Enabled',
    Filter: { Prefix: (options.keyPrefix ?? '') + prefix },
    Expiration: { Days: afterDays },
  }));
}
