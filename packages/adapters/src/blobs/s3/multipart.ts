import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import {
  type BlobInfo,
  type BlobKey,
  hasCode,
  MadrigalError,
  type UploadedPart,
} from '@madrigal/core/shared';
import { objectOf, type S3Context } from './client.ts';
import { s3Errors } from './errors.ts';
import { headBlob } from './info.ts';

function uploadOf(context: S3Context, key: BlobKey, multipartId: string) {
  // An empty id would make another request of this one: S3 tells them apart by their query.
  if (multipartId === '') throw new MadrigalError('not_found', 'There is no such upload.');
  return { ...objectOf(context, key), UploadId: multipartId };
}

/** All parts, however many pages of 1,000 they are on. */
export async function listParts(
  context: S3Context,
  key: BlobKey,
  multipartId: string,
): Promise<UploadedPart[]> {
  const upload = uploadOf(context, key, multipartId);
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  do {
    const page = await context.client.send(
      new ListPartsCommand({ ...upload, ...(marker && { PartNumberMarker: marker }) }),
    );
    for (const { PartNumber, Size, ETag } of page.Parts ?? []) {
      if (PartNumber === undefined || Size === undefined || !ETag) {
        throw new Error('The object store left out number, size or ETag of a part.');
      }
      parts.push({ partNumber: PartNumber, sizeBytes: Size, etag: ETag });
    }
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker);
  return parts;
}

export async function completeMultipart(
  context: S3Context,
  key: BlobKey,
  multipartId: string,
  partCount: number,
): Promise<BlobInfo> {
  try {
    const parts = await listParts(context, key, multipartId);
    const Parts = parts
      .filter(({ partNumber }) => partNumber <= partCount)
      .map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }));
    if (Parts.length < partCount) {
      throw new MadrigalError('upload_incomplete', 'Parts of the upload are missing.');
    }
    await context.client.send(
      new CompleteMultipartUploadCommand({
        ...uploadOf(context, key, multipartId),
        MultipartUpload: { Parts },
      }),
    );
  } catch (error) {
    // The upload is gone: it was completed before (then the object tells), or dropped.
    if (!hasCode(s3Errors.translate(error), 'not_found')) throw error;
  }
  return headBlob(context, key);
}

export async function abortMultipart(
  context: S3Context,
  key: BlobKey,
  multipartId: string,
): Promise<void> {
  try {
    await context.client.send(new AbortMultipartUploadCommand(uploadOf(context, key, multipartId)));
  } catch (error) {
    if (!hasCode(s3Errors.translate(error), 'not_found')) throw error;
  }
}
