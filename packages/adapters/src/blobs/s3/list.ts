import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { BlobInfo, BlobKey } from '@madrigal/core/shared';
import { objectOf, type S3Context } from './client.ts';
import { s3Errors } from './errors.ts';
import { infoOf } from './info.ts';

/** S3's limit for one request, listing and deleting alike. */
const BATCH = 1000;

export async function listBlobs(
  context: S3Context,
  prefix: string,
  page: { limit: number; after?: BlobKey },
): Promise<{ items: BlobInfo[]; next: BlobKey | null }> {
  const { bucket, keyPrefix = '' } = context.options;
  const items: BlobInfo[] = [];
  let after = page.after;
  for (;;) {
    const answer = await context.client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: keyPrefix + prefix,
        MaxKeys: Math.min(BATCH, page.limit - items.length),
        ...(after !== undefined && { StartAfter: keyPrefix + after }),
      }),
    );
    for (const { Key = '', ...object } of answer.Contents ?? []) {
      items.push(infoOf(Key.slice(keyPrefix.length) as BlobKey, { ...object, size: object.Size }));
    }
    after = items.at(-1)?.key;
    if (!answer.IsTruncated || after === undefined) return { items, next: null };
    if (items.length >= page.limit) return { items, next: after };
  }
}

export async function deleteBlobs(context: S3Context, keys: readonly BlobKey[]): Promise<void> {
  for (let i = 0; i < keys.length; i += BATCH) {
    const Objects = keys.slice(i, i + BATCH).map((key) => ({ Key: objectOf(context, key).Key }));
    const { Errors = [] } = await context.client.send(
      new DeleteObjectsCommand({
        Bucket: context.options.bucket,
        Delete: { Objects, Quiet: true },
      }),
    );
    const failed = Errors.find(({ Code }) => Code !== 'NoSuchKey');
    if (failed) throw s3Errors.ofCode(failed.Code ?? '');
  }
}
