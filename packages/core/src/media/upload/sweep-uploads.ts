import type { EventBus } from '../../notifications/index.ts';
import { type BlobKey, hasCode, type JobSource, type Logger } from '../../shared/index.ts';
import { closeUnfinished } from './cancel-upload.ts';
import { sendDispatch } from './complete-upload.ts';
import type { UploadsDeps } from './deps.ts';
import { markFailed } from './processing.ts';

const BATCH = 100;

export interface SweepDeps extends Pick<UploadsDeps, 'uploads' | 'raw' | 'jobs' | 'clock'> {
  deadJobs: Pick<JobSource, 'listDead'>;
  events: EventBus;
  logger: Logger;
  /** Age in ms of an untouched queued or running upload before its job counts as lost. */
  stalledAfterMs: number;
}

export interface SweepResult {
  expired: number;
  failed: number;
  requeued: number;
  orphans: number;
}

/**
 * Sets right what crashes leave behind: drops uploads whose time is up, marks those whose job
 * died, sends work again whose job was lost, deletes raw objects nobody waits for. Safe to run
 * at any time and in several processes at once.
 */
export async function sweepUploads(deps: SweepDeps): Promise<SweepResult> {
  const result = {
    expired: await expire(deps),
    failed: await failDead(deps),
    requeued: await requeue(deps),
    orphans: await dropOrphans(deps),
  };
  if (Object.values(result).some((count) => count > 0)) deps.logger.info(result, 'uploads swept');
  return result;
}

async function expire(deps: SweepDeps): Promise<number> {
  const uploads = await deps.uploads.listExpiredUploads(deps.clock.now(), BATCH);
  for (const upload of uploads) {
    try {
      await closeUnfinished(deps, upload, 'expired');
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
    }
  }
  return uploads.length;
}

/** A worker that is killed on the last attempt cannot say so: the dead letter does. */
async function failDead(deps: SweepDeps): Promise<number> {
  let failed = 0;
  for (const job of await deps.deadJobs.listDead(BATCH)) {
    const uploadId = uploadIdOf(job.payload);
    if (uploadId && (await markFailed(deps, uploadId, job.diedAt))) failed += 1;
  }
  return failed;
}

function uploadIdOf(payload: unknown): string | null {
  const id = (payload as { uploadId?: unknown } | null)?.uploadId;
  return typeof id === 'string' ? id : null;
}

async function requeue(deps: SweepDeps): Promise<number> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - deps.stalledAfterMs);
  const uploads = await deps.uploads.listStalledUploads(before, BATCH);
  for (const upload of uploads) {
    await deps.uploads.changeUpload(upload.id, { whileState: ['completed'], updatedAt: now });
    await sendDispatch(deps, upload.id);
  }
  return uploads.length;
}

/** Bytes whose upload ended before they could be deleted. */
async function dropOrphans(deps: SweepDeps): Promise<number> {
  const settledBefore = deps.clock.now().getTime() - deps.stalledAfterMs;
  let orphans = 0;
  let after: BlobKey | undefined;
  do {
    const page = await deps.raw.list('uploads/', { limit: 1000, ...(after && { after }) });
    for (const { key, lastModified } of page.items) {
      if (lastModified.getTime() > settledBefore || (await isNeeded(deps, key))) continue;
      await deps.raw.delete([key]);
      orphans += 1;
    }
    after = page.next ?? undefined;
  } while (after);
  return orphans;
}

async function isNeeded(deps: SweepDeps, rawKey: string): Promise<boolean> {
  try {
    const upload = await deps.uploads.getUpload(rawKey.slice(rawKey.lastIndexOf('/') + 1));
    if (upload.state === 'cancelled' || upload.state === 'expired') return false;
    return upload.processing.state !== 'ready' && upload.processing.state !== 'rejected';
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}
