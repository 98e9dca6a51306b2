import type { Caller } from '../../identity/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import { sendDispatch } from './complete-upload.ts';
import type { UploadsDeps } from './deps.ts';
import { getOwnUpload } from './get-upload.ts';
import type { Upload } from './model.ts';

/**
 * Processes an upload again whose processing failed. Its raw object was kept for this.
 * @throws MadrigalError `not_found`, `conflict` when processing did not fail
 */
export async function retryUpload(
  deps: UploadsDeps,
  caller: Caller,
  uploadId: string,
): Promise<Upload> {
  await getOwnUpload(deps, caller, uploadId);
  const upload = await deps.uploads.changeUpload(uploadId, {
    whileState: ['completed'],
    whileProcessing: ['failed'],
    processing: { state: 'queued' },
    updatedAt: deps.clock.now(),
  });
  if (!upload) throw new MadrigalError('conflict', 'Only failed processing can be retried.');
  await sendDispatch(deps, uploadId);
  return upload;
}
