import { MULTIPART_FROM_BYTES, PART_SIZE_BYTES } from '@madrigal/contract';
import type { Caller } from '../../identity/index.ts';
import { toBlobKey } from '../../shared/index.ts';
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

/** Announces a file; its bytes may follow until the upload expires. */
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
  await deps.uploads.createUpload(upload);
  return upload;
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
