import { hasCode } from '../../shared/index.ts';
import { type CompletionDeps, completeArrived, type Upload } from '../upload/index.ts';

/** An object that its bucket says has arrived. */
export interface Arrival {
  key: string;
  sizeBytes: number;
}

const UPLOAD_KEY = /^uploads\/[^/]+\/([0-9a-f-]{36})$/;

/**
 * Takes the raw store's own word that an object is there, like its sender's `complete`. Both may
 * come, in any order and more than once: the upload is completed once, by the first of them.
 * Objects that are no whole upload, and those of visitors, are left alone. True when this call completed one.
 */
export async function acceptArrival(deps: CompletionDeps, arrival: Arrival): Promise<boolean> {
  const uploadId = UPLOAD_KEY.exec(arrival.key)?.[1];
  const upload = uploadId === undefined ? null : await findUpload(deps, uploadId);
  // The link of a visitor may have ended: only their own `complete` asks whether it stands.
  if (upload?.guest) return false;
  if (upload?.rawKey !== arrival.key || upload.sizeBytes !== arrival.sizeBytes) return false;
  return (await completeArrived(deps, upload.id)) !== null;
}

async function findUpload(deps: CompletionDeps, uploadId: string): Promise<Upload | null> {
  try {
    return await deps.uploads.getUpload(uploadId);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
