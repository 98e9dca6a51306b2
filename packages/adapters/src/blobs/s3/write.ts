import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { BlobInfo, BlobKey } from '@madrigal/core/shared';
import { newObjectFields, objectOf, type S3Context } from './client.ts';
import { headBlob } from './info.ts';

/** What is larger goes in parts of this size: 78 GiB at most, at S3's 10,000 parts. */
const PART_BYTES = 8 * 1024 * 1024;
/** Parts on their way at the same time; they bound the memory of one write. */
const CONCURRENT_PARTS = 3;

export async function writeBlob(
  context: S3Context,
  key: BlobKey,
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<BlobInfo> {
  const parts = inParts(bytes instanceof Uint8Array ? [bytes] : bytes);
  const first = (await parts.next()).value ?? Buffer.alloc(0);
  const second = (await parts.next()).value;
  if (second) await putInParts(context, key, chain([first, second], parts));
  else await putWhole(context, key, first);
  return headBlob(context, key);
}

/**
 * Parts are copies held in memory, so that the SDK can send one again, and because the source
 * may use its buffers again.
 */
async function* inParts(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer, undefined> {
  let part = Buffer.allocUnsafe(PART_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    let taken = 0;
    while (taken < chunk.byteLength) {
      const now = chunk.subarray(taken, taken + PART_BYTES - filled);
      part.set(now, filled);
      taken += now.byteLength;
      filled += now.byteLength;
      if (filled < PART_BYTES) continue;
      yield part;
      part = Buffer.allocUnsafe(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
  return undefined;
}

async function* chain<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

async function putWhole(context: S3Context, key: BlobKey, bytes: Buffer): Promise<void> {
  await context.client.send(
    new PutObjectCommand({
      ...objectOf(context, key),
      ...newObjectFields(context, key),
      Body: bytes,
      ContentLength: bytes.byteLength,
      ContentMD5: md5Of(bytes),
    }),
  );
}

async function putInParts(
  context: S3Context,
  key: BlobKey,
  parts: AsyncIterable<Buffer>,
): Promise<void> {
  const { client } = context;
  const upload = { ...objectOf(context, key), UploadId: await startMultipart(context, key) };
  const sent: Promise<CompletedPart>[] = [];
  try {
    for await (const part of parts) {
      const sending = sendPart(context, upload, sent.length + 1, part);
      sending.catch(() => undefined); // awaited below
      sent.push(sending);
      await sent.at(-CONCURRENT_PARTS);
    }
    const Parts = await Promise.all(sent);
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await Promise.allSettled(sent); // a part that lands after the abort would stay and cost
    // The first error is the one to tell; what is left expires by the bucket's lifecycle.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

export async function startMultipart(context: S3Context, key: BlobKey): Promise<string> {
  const { UploadId } = await context.client.send(
    new CreateMultipartUploadCommand({
      ...objectOf(context, key),
      ...newObjectFields(context, key),
    }),
  );
  if (!UploadId) throw new Error('The object store gave no id to an upload in parts.');
  return UploadId;
}

async function sendPart(
  { client }: S3Context,
  upload: { Bucket: string; Key: string; UploadId: string },
  PartNumber: number,
  bytes: Buffer,
): Promise<CompletedPart> {
  const { ETag } = await client.send(
    new UploadPartCommand({
      ...upload,
      PartNumber,
      Body: bytes,
      ContentLength: bytes.byteLength,
      ContentMD5: md5Of(bytes),
    }),
  );
  return { PartNumber, ETag };
}

/** S3 refuses bytes that changed on their way (RFC 1864). */
function md5Of(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('base64');
}
