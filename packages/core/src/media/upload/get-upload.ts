import type { Caller } from '../../identity/index.ts';
import { decodeCursor, encodeCursor, hasCode, MadrigalError } from '../../shared/index.ts';
import type { UploadsDeps } from './deps.ts';
import type { Transfer, Upload, UploadWithTransfer } from './model.ts';

/**
 * An upload of the caller. Someone else's does not exist for them.
 * @throws MadrigalError `not_found`
 */
export async function getOwnUpload(
  deps: UploadsDeps,
  caller: Caller,
  uploadId: string,
): Promise<Upload> {
  const upload = await deps.uploads.getUpload(uploadId);
  if (upload.ownerId !== caller.userId) {
    throw new MadrigalError('not_found', 'There is no such upload.');
  }
  return upload;
}

/** An upload with the means to send what the raw store does not hold yet. */
export async function withTransfer(deps: UploadsDeps, upload: Upload): Promise<UploadWithTransfer> {
  return { upload, transfer: await transferOf(deps, upload) };
}

async function transferOf(deps: UploadsDeps, upload: Upload): Promise<Transfer> {
  if (!isOpen(upload)) return { kind: 'closed' };
  if (!upload.multipart) {
    const put = await deps.raw.presignPut(upload.rawKey, upload.sizeBytes, urlExpiry(deps));
    return { kind: 'single', ...put };
  }
  const { id, partSizeBytes, partCount } = upload.multipart;
  const parts = await listFinishedParts(deps, upload, id);
  return { kind: 'multipart', partSizeBytes, partCount, finishedParts: parts };
}

/** Parts of the right size. A completion that was cut short has joined them already. */
async function listFinishedParts(
  deps: UploadsDeps,
  upload: Upload,
  multipartId: string,
): Promise<number[]> {
  try {
    const parts = await deps.raw.listParts(upload.rawKey, multipartId);
    return parts
      .filter((part) => part.sizeBytes === sizeOfPart(upload, part.partNumber))
      .map((part) => part.partNumber);
  } catch (error) {
    if (!hasCode(error, 'not_found') || !(await isJoined(deps, upload))) throw error;
    return Array.from({ length: upload.multipart?.partCount ?? 0 }, (_, index) => index + 1);
  }
}

async function isJoined(deps: UploadsDeps, upload: Upload): Promise<boolean> {
  const info = await deps.raw.head(upload.rawKey);
  return info.sizeBytes === upload.sizeBytes;
}

/** Size in bytes that part `partNumber` (from 1) of a multipart upload must have. */
export function sizeOfPart(upload: Upload, partNumber: number): number {
  if (!upload.multipart) throw new MadrigalError('conflict', 'This upload has no parts.');
  const { partSizeBytes, partCount } = upload.multipart;
  if (partNumber < 1 || partNumber > partCount) {
    throw new MadrigalError('invalid_request', `Part ${partNumber} is not one of ${partCount}.`);
  }
  return partNumber < partCount
    ? partSizeBytes
    : upload.sizeBytes - partSizeBytes * (partCount - 1);
}

export function isOpen(upload: Upload): boolean {
  return upload.state === 'created' || upload.state === 'uploading';
}

export function urlExpiry(deps: UploadsDeps): Date {
  return new Date(deps.clock.now().getTime() + deps.limits.urlTtlMs);
}

/** The caller's uploads, newest first, those of their visitors aside. @throws MadrigalError `invalid_cursor` */
export async function listUploads(
  deps: UploadsDeps,
  caller: Caller,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ items: Upload[]; nextCursor: string | null }> {
  const after =
    query.cursor === undefined ? {} : { after: decodeCursor('newest', query.cursor, 1) };
  const page = await deps.uploads.listUploadsOfOwner(
    caller.userId,
    { guests: false },
    { limit: query.limit, ...after },
  );
  return { items: page.items, nextCursor: page.next && encodeCursor('newest', page.next) };
}
