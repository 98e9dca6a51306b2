import { recognizeSong } from '../../catalog/index.ts';
import { MediaRejectedError } from '../dispatch/index.ts';
import {
  findUnprocessed,
  markReady,
  markRejected,
  markRunning,
  type Upload,
} from '../upload/index.ts';
import type { AudioProcessingDeps } from './deps.ts';
import { hashBytes } from './hash-bytes.ts';
import { makeSong, nothingBeside } from './make-song.ts';

/**
 * Makes a song of an uploaded audio file, or finds the song it already is. Idempotent: a repeated
 * run writes the same objects under the same id, and a finished upload is left alone.
 */
export async function processAudio(
  deps: AudioProcessingDeps,
  uploadId: string,
  signal: AbortSignal,
): Promise<void> {
  const upload = await findUnprocessed(deps, uploadId);
  if (!upload) return;
  try {
    await markRunning(deps, upload, 'reading', 0);
    const contentHash = await hashBytes((await deps.raw.read(upload.rawKey)).chunks);
    const known = await recognizeSong(deps, contentHash);
    const song = known?.song ?? (await makeSongOf(deps, upload, contentHash, signal));
    const duplicate = song.id !== upload.itemId && !known?.restored;
    await markReady(deps, upload, { songId: song.id, duplicate });
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    await markRejected(deps, upload, error);
  }
}

async function makeSongOf(
  deps: AudioProcessingDeps,
  upload: Upload,
  contentHash: string,
  signal: AbortSignal,
): Promise<{ id: string }> {
  return deps.raw.withLocalFile(upload.rawKey, async (path) => {
    const { song } = await makeSong(deps, {
      path,
      fileName: upload.fileName,
      contentHash,
      songId: upload.itemId,
      version: null,
      addedBy: upload.ownerId,
      beside: nothingBeside,
      onProgress: (step, percent) => markRunning(deps, upload, step, percent),
      confirm: async () => {}, // uploaded objects never change
      signal,
    });
    return song;
  });
}
