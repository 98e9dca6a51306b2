import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '@madrigal/core/shared';
import { createS3Blobs, type S3BlobsOptions } from '../index.ts';
import type { Ceph } from './ceph.ts';

/** A new bucket, with the engine on it and the SDK's own client to look behind the engine. */
export async function openTestBucket(ceph: Ceph, more: Partial<S3BlobsOptions> = {}) {
  const { endpoint, credentials } = ceph;
  const server = { endpoint, credentials, region: 'us-east-1', forcePathStyle: true };
  const bucket = more.bucket ?? randomUUID();
  const blobs = createS3Blobs({ ...server, bucket, clock: systemClock, ...more });
  const client = new S3Client(server);
  if (!more.bucket) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    blobs,
    bucket,
    client,
    async dispose() {
      blobs.close();
      client.destroy();
    },
  };
}

/** Sends bytes to a presigned URL as a browser would; answers whether they were accepted. */
export async function put(url: string, body: Uint8Array): Promise<boolean> {
  const response = await fetch(url, { method: 'PUT', body: body.slice() });
  await response.arrayBuffer();
  return response.ok;
}
