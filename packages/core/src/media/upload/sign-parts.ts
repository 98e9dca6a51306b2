import type { Caller } from '../../identity/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import type { UploadsDeps } from './deps.ts';
import { getOwnUpload, isOpen, sizeOfPart, urlExpiry } from './get-upload.ts';

export interface SignedParts {
  parts: { partNumber: number; sizeBytes: number; url: string }[];
  expiresAt: Date;
}

/**
 * Presigned URLs for parts of an open multipart upload.
 * @throws MadrigalError `not_found`, `upload_not_open`, `invalid_request` for a part that is none
 */
export async function signUploadParts(
  deps: UploadsDeps,
  caller: Caller,
  uploadId: string,
  partNumbers: readonly number[],
): Promise<SignedParts> {
  const upload = await getOwnUpload(deps, caller, uploadId);
  if (!isOpen(upload)) throw new MadrigalError('upload_not_open', 'This upload is closed.');
  const { multipart, rawKey } = upload;
  if (!multipart) {
    throw new MadrigalError('invalid_request', 'This upload is sent in one piece, without parts.');
  }
  const expiresAt = urlExpiry(deps);
  const parts = await Promise.all(
    partNumbers.map(async (partNumber) => {
      const part = { partNumber, sizeBytes: sizeOfPart(upload, partNumber) };
      const { url } = await deps.raw.presignPart(rawKey, multipart.id, part, expiresAt);
      return { ...part, url };
    }),
  );
  await deps.uploads.changeUpload(uploadId, {
    whileState: ['created'],
    state: 'uploading',
    updatedAt: deps.clock.now(),
  });
  return { parts, expiresAt };
}
