import { rename, stat } from 'node:fs/promises';
import {
  type BlobKey,
  type Clock,
  type DirectUploadReceiver,
  MadrigalError,
} from '@madrigal/core/shared';
import { type BlobFiles, writeBlob } from './blob-files.ts';
import { syncDirectory, writeDurably, writeFully } from './durable.ts';
import { isMissing, translated } from './errors.ts';
import { multipartDirectory, noSuchMultipart, partPath } from './layout.ts';
import { describePart } from './multipart.ts';
import { type PresignSettings, verifyGrant } from './presign.ts';

type Request = Parameters<DirectUploadReceiver['receive']>[0];

export async function receivePut(
  files: BlobFiles,
  presign: PresignSettings,
  clock: Clock,
  request: Request,
): Promise<{ etag: string }> {
  const grant = verifyGrant(presign, request.target, clock.now());
  if (request.contentLength !== null) checkLength(request.contentLength, grant.sizeBytes);
  const body = exactly(request.body, grant.sizeBytes);
  return translated(() =>
    grant.part ? storePart(files, grant.key, grant.part, body) : writeBlob(files, grant.key, body),
  );
}

async function storePart(
  files: BlobFiles,
  key: BlobKey,
  part: { multipartId: string; partNumber: number },
  body: AsyncIterable<Uint8Array>,
): Promise<{ etag: string }> {
  const directory = multipartDirectory(files.layout, key, part.multipartId);
  try {
    await stat(directory); // before the bytes are taken in
    await writeDurably(
      files.layout,
      async (file) => {
        for await (const chunk of body) await writeFully(file, chunk);
      },
      async (path) => {
        await rename(path, partPath(directory, part.partNumber));
        await syncDirectory(directory);
      },
    );
    return await describePart(directory, part.partNumber);
  } catch (error) {
    throw isMissing(error) ? noSuchMultipart(error) : error;
  }
}

/** Passes the bytes on; fails as soon as there are too many, and at the end when too few. */
async function* exactly(
  body: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of body) {
    received += chunk.byteLength;
    if (received > sizeBytes) checkLength(received, sizeBytes);
    yield chunk;
  }
  checkLength(received, sizeBytes);
}

function checkLength(length: number, sizeBytes: number): void {
  if (length > sizeBytes) {
    throw new MadrigalError('payload_too_large', `This address takes ${sizeBytes} bytes, no more.`);
  }
  if (length < sizeBytes) {
    throw new MadrigalError(
      'invalid_request',
      `This address takes exactly ${sizeBytes} bytes; ${length} came.`,
    );
  }
}
