import type { BlobStore, JobSource, Logger } from '../../shared/index.ts';
import { clearSomeMedia } from './clear-removed-media.ts';
import type { MediaDeps } from './deps.ts';
import { renditionFolder } from './media-keys.ts';
import { dropObjects } from './process-media.ts';
import { markMediaFailed, sendProcessing } from './progress.ts';

const BATCH = 100;
const DAY_MS = 86_400_000;
/** How long items can be restored from the trash. */
const TRASH_MS = 30 * DAY_MS;
/** A job may go on writing for a while after its item is gone; the longest are those of films. */
const REMAINS_MS = DAY_MS;

export interface SweepMediaDeps extends MediaDeps {
  raw: Pick<BlobStore, 'delete'>;
  processed: BlobStore;
  deadJobs: Pick<JobSource, 'listDead'>;
  logger: Logger;
  /** Age in ms of an untouched item before its job counts as lost. */
  stalledAfterMs: number;
}

/**
 * Sends work again whose job was lost, marks items whose job died, lets renditions expire, empties
 * the trash of what is in it for 30 days, and deletes the objects of what was removed. Safe to run at
 * any time and in several processes at once.
 */
export async function sweepMedia(deps: SweepMediaDeps): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - TRASH_MS);
  const result = {
    requeued: await requeue(deps, now),
    failed: await failDead(deps),
    expired: await expire(deps, now),
    purged: await deps.media.purgeTrashedMedia(before, now, BATCH),
  };
  await clearSomeMedia(deps);
  await forgetCleared(deps, now);
  if (Object.values(result).some((count) => count > 0)) deps.logger.info(result, 'media swept');
}

async function requeue(deps: SweepMediaDeps, now: Date): Promise<number> {
  const before = new Date(now.getTime() - deps.stalledAfterMs);
  const items = await deps.media.listStalledMedia(before, BATCH);
  for (const item of items) {
    const whileState = [item.progress.state];
    await deps.media.changeMedia(item.id, { whileState, updatedAt: now });
    await sendProcessing(deps, item);
  }
  return items.length;
}

/** A worker that is killed on the last attempt cannot say so: the dead letter does. */
async function failDead(deps: SweepMediaDeps): Promise<number> {
  let failed = 0;
  for (const job of await deps.deadJobs.listDead(BATCH)) {
    const mediaId = (job.payload as { mediaId?: unknown } | null)?.mediaId;
    const isNews =
      typeof mediaId === 'string' && (await markMediaFailed(deps, mediaId, job.diedAt));
    if (isNews) failed += 1;
  }
  return failed;
}

/** The objects first: what a crash leaves is found again by the renditions that are still listed. */
async function expire(deps: SweepMediaDeps, now: Date): Promise<number> {
  const items = await deps.media.listExpiredMedia(now, BATCH);
  for (const { id, renditionsOf } of items) {
    if (renditionsOf === null) continue;
    await dropObjects(deps, id, { below: renditionFolder(id, renditionsOf) });
    await deps.media.forgetRenditions(id, renditionsOf);
  }
  return items.length;
}

/** Once more for what a worker still wrote that nobody waited for. */
async function forgetCleared(deps: SweepMediaDeps, now: Date): Promise<void> {
  const until = new Date(now.getTime() - REMAINS_MS);
  for (const { mediaId } of await deps.media.listClearedMedia(until, BATCH)) {
    await dropObjects(deps, mediaId);
    await deps.media.forgetMediaRemains(mediaId);
  }
}
