import { MULTIPART_FROM_BYTES, PART_SIZE_BYTES } from '@madrigal/contract';
import type { Caller } from '../../identity/index.ts';
import { quotaExceeded } from '../../quota/index.ts';
import { hasCode, toBlobKey } from '../../shared/index.ts';
import type { UploadsDeps } from './deps.ts';
import type { Upload } from './model.ts';

export interface NewUpload {
  fileName: string;
  sizeBytes: number;
  fingerprint?: string | undefined;
  modifiedAt?: Date | undefined;
  photoAlbumId?: string | undefined;
  guest?: Upload['guest'] | undefined;
}

/**
 * Announces a file; its bytes may follow until the upload expires. Until then it counts as stored.
 * @throws MadrigalError `quota_exceeded`
 */
export async function createUpload(
  deps: UploadsDeps,
  caller: Caller,
  input: NewUpload,
): Promise<Upload> {
  const id = deps.newId();
  const rawKey = toBlobKey(`uploads/${caller.userId}/${id}`);
  const now = deps.clock.now();
  const upload: Upload = {
    id,
    ownerId: caller.userId,
    fileName: input.fileName,
    sizeBytes: input.sizeBytes,
    fingerprint: input.fingerprint ?? null,
    state: 'created',
    rawKey,
    multipart: await startParts(deps, rawKey, input.sizeBytes),
    itemId: deps.newId(),
    mayAddSongs: caller.role === 'admin',
    modifiedAt: input.modifiedAt ?? null,
    photoAlbumId: input.photoAlbumId ?? null,
    guest: input.guest ?? null,
    processing: { state: 'none' },
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + deps.limits.expireAfterMs),
  };
  await reserve(deps, upload);
  return upload;
}

async function reserve(deps: UploadsDeps, upload: Upload): Promise<void> {
  const { limitBytes, slideshowBytes } = await deps.roomFor(upload.ownerId);
  try {
    const leftBytes = limitBytes === null ? null : limitBytes - slideshowBytes;
    await deps.uploads.createUpload(upload, leftBytes);
  } catch (error) {
    if (!hasCode(error, 'quota_exceeded')) throw error;
    const { rawKey, multipart } = upload;
    if (multipart) await deps.raw.abortMultipart(rawKey, multipart.id);
    const usedBytes = (error.quota?.usedBytes ?? 0) + slideshowBytes;
    throw quotaExceeded(usedBytes, limitBytes ?? usedBytes);
  }
}

async function startParts(
  deps: UploadsDeps,
  rawKey: Upload['rawKey'],
  sizeBytes: number,
): Promise<Upload['multipart']> {
  if (sizeBytes < MULTIPART_FROM_BYTES) return null;
  return {
    id: await deps.raw.startMultipart(rawKey),
    partSizeBytes: PART_SIZE_BYTES,
    partCount: Math.ceil(sizeBytes / PART_SIZE_BYTES),
  };
}
