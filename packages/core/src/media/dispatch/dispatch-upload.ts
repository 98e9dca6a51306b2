import type { BlobStore, JobSender } from '../../shared/index.ts';
import { findUnprocessed, markRejected, type ProcessingDeps } from '../upload/index.ts';
import { MediaRejectedError } from './model.ts';
import type { ContentSniffer } from './ports.ts';

export interface DispatchDeps extends ProcessingDeps {
  raw: BlobStore;
  jobs: JobSender;
  sniffer: ContentSniffer;
}

/** Looks at what a completed upload really is and sends it to its processor. Idempotent. */
export async function dispatchUpload(deps: DispatchDeps, uploadId: string): Promise<void> {
  const upload = await findUnprocessed(deps, uploadId);
  if (!upload) return;
  const sniffed = await deps.raw.withLocalFile(upload.rawKey, deps.sniffer.sniff);
  if (sniffed.kind === 'other') {
    await markRejected(deps, upload, notAudio(sniffed.description));
    return;
  }
  await deps.jobs.send({
    kind: 'audio.process',
    payload: { v: 1, uploadId },
    dedupeKey: `audio:${uploadId}`,
  });
}

/** Says what was found and what would be accepted. */
export function notAudio(description: string): MediaRejectedError {
  return new MediaRejectedError(
    'not_audio',
    `This file is ${description}, not music. Madrigal takes MP3, FLAC, M4A, Ogg Vorbis, Opus, WAV and AIFF.`,
  );
}
