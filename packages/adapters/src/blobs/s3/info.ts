import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { BlobInfo, BlobKey } from '@madrigal/core/shared';
import { objectOf, type S3Context } from './client.ts';

export async function headBlob(context: S3Context, key: BlobKey): Promise<BlobInfo> {
  const head = await context.client.send(new HeadObjectCommand(objectOf(context, key)));
  return infoOf(key, { ...head, size: head.ContentLength });
}

/** One object as S3 describes it in a head, an answer with a body, or a listing. */
export function infoOf(
  key: BlobKey,
  seen: {
    size: number | undefined;
    ETag?: string | undefined;
    LastModified?: Date | undefined;
  },
): BlobInfo {
  const { size, ETag, LastModified } = seen;
  if (size === undefined || !ETag || !LastModified) {
    throw new Error('The object store left out size, ETag or time of an object.');
  }
  return { key, sizeBytes: size, etag: ETag, lastModified: wholeSeconds(LastModified) };
}

/** Heads have whole seconds, listings of some servers more: the same object must look the same. */
function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
