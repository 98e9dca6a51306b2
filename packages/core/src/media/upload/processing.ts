import type { RejectionCode } from '@madrigal/contract';
import type { EventBus } from '../../notifications/index.ts';
import { type BlobStore, type Clock, hasCode } from '../../shared/index.ts';
import type { ProcessingResult, ProcessingState, ProcessingStep, Upload } from './model.ts';
import type { UploadStore } from './ports.ts';

/** What processors need to tell an upload's owner how far they are. */
export interface ProcessingDeps {
  uploads: UploadStore;
  raw: BlobStore;
  events: EventBus;
  clock: Clock;
}

const UNFINISHED = ['queued', 'running', 'failed'] as const;

/** The upload, when it is completed and waits for processing; null when there is nothing to do. */
export async function findUnprocessed(
  deps: Pick<ProcessingDeps, 'uploads'>,
  uploadId: string,
): Promise<Upload | null> {
  try {
    const upload = await deps.uploads.getUpload(uploadId);
    const waits = UNFINISHED.some((state) => state === upload.processing.state);
    return upload.state === 'completed' && waits ? upload : null;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

export async function markRunning(
  deps: MarkDeps,
  upload: Upload,
  step: ProcessingStep,
  percent: number,
): Promise<void> {
  await mark(deps, upload, { state: 'running', step, percent });
}

/** The upload became a song or media item, or turned out to be a song that was there. Its raw object goes. */
export async function markReady(
  deps: ProcessingDeps,
  upload: Upload,
  result: ProcessingResult,
): Promise<void> {
  await mark(deps, upload, { state: 'ready', ...result });
  if ('songId' in result && !result.duplicate)
    await deps.events.publish('everyone', { type: 'catalogue.changed' });
  await deps.raw.delete([upload.rawKey]);
}

/** The file can never be processed. Its raw object goes. */
export async function markRejected(
  deps: ProcessingDeps,
  upload: Upload,
  rejection: { code: RejectionCode; message: string },
): Promise<void> {
  await mark(deps, upload, {
    state: 'rejected',
    code: rejection.code,
    message: rejection.message,
  });
  await deps.raw.delete([upload.rawKey]);
}

/** All attempts were used up. The raw object stays, for a retry. False when it is no longer true. */
export async function markFailed(deps: MarkDeps, uploadId: string, diedAt: Date): Promise<boolean> {
  const upload = await findUnprocessed(deps, uploadId);
  if (!upload || upload.processing.state === 'failed' || upload.updatedAt > diedAt) return false;
  await mark(deps, upload, { state: 'failed' });
  return true;
}

type MarkDeps = Pick<ProcessingDeps, 'uploads' | 'events' | 'clock'>;

async function mark(
  deps: MarkDeps,
  { id, ownerId }: Upload,
  processing: ProcessingState,
): Promise<void> {
  await deps.uploads.changeUpload(id, {
    whileState: ['completed'],
    whileProcessing: UNFINISHED,
    processing,
    updatedAt: deps.clock.now(),
  });
  await deps.events.publish({ userId: ownerId }, { type: 'upload.changed', uploadId: id });
}
