import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachment, type BlobKey, MadrigalError, type PresignedUrl } from '@madrigal/core/shared';
import { objectOf, type S3Context } from './client.ts';

/** Limit of Signature Version 4 in a query string. */
const MAX_SECONDS = 7 * 86_400;
const MAX_PARTS = 10_000;

export async function presignPut(
  context: S3Context,
  key: BlobKey,
  sizeBytes: number,
  expiresAt: Date,
): Promise<PresignedUrl> {
  const command = new PutObjectCommand({ ...objectOf(context, key), ContentLength: sizeBytes });
  return sign(context, expiresAt, (when) => getSignedUrl(context.presigner, command, when));
}

/** S3 answers with the headers that the signed address names, whatever the object was stored with. */
export async function presignDownload(
  context: S3Context,
  key: BlobKey,
  fileName: string,
  expiresAt: Date,
): Promise<PresignedUrl> {
  const command = new GetObjectCommand({
    ...objectOf(context, key),
    ResponseContentDisposition: attachment(fileName),
    ResponseContentType: 'application/octet-stream',
  });
  return sign(context, expiresAt, (when) => getSignedUrl(context.presigner, command, when));
}

export async function presignPart(
  context: S3Context,
  key: BlobKey,
  multipartId: string,
  { partNumber, sizeBytes }: { partNumber: number; sizeBytes: number },
  expiresAt: Date,
): Promise<PresignedUrl> {
  if (!(Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= MAX_PARTS)) {
    throw new MadrigalError('invalid_request', 'Parts are numbered from 1 to 10,000.');
  }
  const command = new UploadPartCommand({
    ...objectOf(context, key),
    UploadId: multipartId,
    PartNumber: partNumber,
    ContentLength: sizeBytes,
  });
  return sign(context, expiresAt, (when) => getSignedUrl(context.presigner, command, when));
}

/** Signs host and length; times in the URL are whole seconds, so it may end up to one early. */
async function sign(
  { options }: S3Context,
  expiresAt: Date,
  signUrl: (when: { expiresIn: number; signingDate: Date }) => Promise<string>,
): Promise<PresignedUrl> {
  const endSeconds = Math.floor(expiresAt.getTime() / 1000);
  const nowSeconds = Math.floor(options.clock.now().getTime() / 1000);
  const startSeconds = Math.min(nowSeconds, endSeconds - 1);
  const expiresIn = endSeconds - startSeconds;
  if (expiresIn > MAX_SECONDS) {
    throw new MadrigalError('invalid_request', 'Signed addresses live for 7 days at most.');
  }
  const url = await signUrl({ expiresIn, signingDate: new Date(startSeconds * 1000) });
  return { url, expiresAt: new Date(endSeconds * 1000) };
}
