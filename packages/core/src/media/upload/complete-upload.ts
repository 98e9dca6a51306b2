import type { Caller } from '../../identity/index.ts';
import { hasCode, MadrigalError } from '../../shared/index.ts';
import type { UploadsDeps } from './deps.ts';
import { getOwnUpload, isOpen } from './get-upload.ts';
import type { Upload } from './model.ts';

/**
 * Closes an upload whose bytes are all there and has it processed. Repeating it changes nothing.
 * @throws MadrigalError `not_found`, `upload_not_open`, `upload_incomplete`
 */
export async function completeUpload(
  deps: UploadsDeps,
  caller: Caller,
  uploadId: string,
): Promise<Upload> {
  const upload = await getOwnUpload(deps, caller, uploadId);
  if (upload.state === 'completed') return upload;
  if (!isOpen(upload)) {
    throw new MadrigalError('upload_not_open', `This upload was ${upload.state}.`);
  }
  await checkAllBytesArrived(deps, upload);
  // Null when someone else changed it meanwhile: look again.
  return (await completeArrived(deps, uploadId)) ?? completeUpload(deps, caller, uploadId);
}

export type CompletionDeps = Pick<UploadsDeps, 'uploads' | 'jobs' | 'clock'>;

/** Closes an upload whose bytes are all there and has it processed; null when it was closed before. */
export async function completeArrived(
  deps: CompletionDeps,
  uploadId: string,
): Promise<Upload | null> {
  const completed = await deps.uploads.changeUpload(uploadId, {
    whileState: ['created', 'uploading'],
    state: 'completed',
    processing: { state: 'queued' },
    updatedAt: deps.clock.now(),
  });
  if (completed) await sendDispatch(deps, uploadId);
  return completed;
}

/** Has a completed upload looked at. Sent twice, it is handled once. */
export async function sendDispatch(
  deps: Pick<UploadsDeps, 'jobs'>,
  uploadId: string,
): Promise<void> {
  await deps.jobs.send({
    kind: 'media.dispatch',
    payload: { v: 1, uploadId },
    dedupeKey: `dispatch:${uploadId}`,
  });
}

async function checkAllBytesArrived(deps: UploadsDeps, upload: Upload): Promise<void> {
  const info = upload.multipart
    ? await deps.raw.completeMultipart(
        upload.rawKey,
        upload.multipart.id,
        upload.multipart.partCount,
      )
    : await headIfThere(deps, upload);
  if (info?.sizeBytes !== upload.sizeBytes) {
    throw new MadrigalError(
      'upload_incomplete',
      `${info?.sizeBytes ?? 0} of ${upload.sizeBytes} bytes have arrived.`,
    );
  }
}

async function headIfThere(deps: UploadsDeps, upload: Upload) {
  try {
    return await deps.raw.head(upload.rawKey);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
