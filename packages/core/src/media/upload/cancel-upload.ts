import type { Caller } from '../../identity/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import type { UploadsDeps } from './deps.ts';
import { getOwnUpload, isOpen } from './get-upload.ts';
import type { Upload } from './model.ts';

/**
 * Cancels an unfinished upload and drops its bytes; forgets one that is finished.
 * A song made from it stays.
 * @throws MadrigalError `not_found`, `conflict` while it is being processed
 */
export async function cancelUpload(
  deps: UploadsDeps,
  caller: Caller,
  uploadId: string,
): Promise<void> {
  const upload = await getOwnUpload(deps, caller, uploadId);
  if (isOpen(upload)) await closeUnfinished(deps, upload, 'cancelled');
  else if (isBusy(upload)) throw new MadrigalError('conflict', 'This upload is being processed.');
  else await forget(deps, upload);
}

/**
 * Ends an open upload. The state changes first, so that a crash leaves bytes to sweep, never an
 * upload that still claims bytes which are gone.
 */
export async function closeUnfinished(
  deps: Pick<UploadsDeps, 'uploads' | 'raw' | 'clock'>,
  upload: Upload,
  state: 'cancelled' | 'expired',
): Promise<void> {
  const closed = await deps.uploads.changeUpload(upload.id, {
    whileState: ['created', 'uploading'],
    state,
    updatedAt: deps.clock.now(),
  });
  if (!closed) throw new MadrigalError('conflict', 'The upload was completed in the meantime.');
  await dropBytes(deps, upload);
}

async function forget(deps: UploadsDeps, upload: Upload): Promise<void> {
  await dropBytes(deps, upload);
  await deps.uploads.deleteUpload(upload.id);
}

async function dropBytes(deps: Pick<UploadsDeps, 'raw'>, upload: Upload): Promise<void> {
  if (upload.multipart) await deps.raw.abortMultipart(upload.rawKey, upload.multipart.id);
  await deps.raw.delete([upload.rawKey]);
}

function isBusy(upload: Upload): boolean {
  return upload.processing.state === 'queued' || upload.processing.state === 'running';
}
