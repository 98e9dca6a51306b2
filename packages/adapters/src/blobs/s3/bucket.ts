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

/** Makes the bucket where it is missing and sets CORS and lifecycle, replacing what was set. */
export async function prepareBucket(context: S3Context, settings: BucketSettings): Promise<void> {
  const { client } = context;
  const Bucket = context.options.bucket;
  await ensureBucket(context);
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: { Rules: lifecycleOf(context, settings) },
    }),
  );
  if (settings.uploadOrigins.length === 0) return;
  await client.send(
    new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [corsOf(settings)] } }),
  );
}

async function ensureBucket({ client, options }: S3Context): Promise<void> {
  const { bucket, region, endpoint } = options;
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NotFound')) throw error;
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

function lifecycleOf({ options }: S3Context, settings: BucketSettings): LifecycleRule[] {
  const { keyPrefix = '' } = options;
  return [
    {
      ID: 'drop-unfinished-uploads',
      Status: 'Enabled',
      Filter: { Prefix: keyPrefix },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: settings.dropUnfinishedAfterDays },
    },
    ...settings.expire.map(
      ({ prefix, afterDays }): LifecycleRule => ({
        ID: `expire-${prefix.replaceAll('/', '-')}`,
        Status: 'Enabled',
        Filter: { Prefix: keyPrefix + prefix },
        Expiration: { Days: afterDays },
      }),
    ),
  ];
}
