import { type BlobKey, hasCode, type JobSource } from '../shared/index.ts';
import { sendSlideshow } from './create-slideshow.ts';
import { dropSlideshow } from './delete-slideshow.ts';
import type { SlideshowsDeps } from './deps.ts';
import { runOfKey, slideshowFolders } from './record.ts';
import { failSlideshow } from './run-slideshow.ts';

const BATCH = 100;
const PAGE = 1000;
const PREVIEW_LIFE_MS = 24 * 3_600_000;

export interface SweepSlideshowsDeps
  extends Pick<SlideshowsDeps, 'slideshows' | 'processed' | 'jobs' | 'events' | 'clock'> {
  deadJobs: Pick<JobSource, 'listDead'>;
  /** Age in ms of an untouched slideshow before its job counts as lost. */
  stalledAfterMs: number;
}

/**
 * Marks slideshows whose job died, sends again those whose job was lost, and drops old previews.
 * Safe to run at any time and in several processes at once.
 */
export async function sweepSlideshows(deps: SweepSlideshowsDeps): Promise<void> {
  await failDead(deps);
  const now = deps.clock.now().getTime();
  const stalled = await deps.slideshows.listStalledSlideshows(
    new Date(now - deps.stalledAfterMs),
    BATCH,
  );
  for (const slideshow of stalled) {
    await deps.slideshows.changeSlideshow(slideshow.id, {
      whileState: ['queued', 'rendering'],
      updatedAt: new Date(now),
    });
    await sendSlideshow(deps, slideshow);
  }
  const old = await deps.slideshows.listPreviewsBefore(new Date(now - PREVIEW_LIFE_MS), BATCH);
  for (const preview of old) await dropSlideshow(deps, preview);
}

/** A worker that is killed on the last attempt cannot say so: the dead letter does. */
async function failDead(deps: SweepSlideshowsDeps): Promise<void> {
  for (const { payload, diedAt } of await deps.deadJobs.listDead(BATCH)) {
    const id = (payload as { slideshowId?: unknown } | null)?.slideshowId;
    if (typeof id === 'string') await failSlideshow(deps, id, diedAt);
  }
}

/** Deletes objects of runs that have no slideshow any more, and of those that another one overtook. */
export async function sweepSlideshowFiles(
  deps: Pick<SlideshowsDeps, 'slideshows' | 'processed'>,
): Promise<number> {
  let dropped = 0;
  for (const folder of slideshowFolders) {
    let after: BlobKey | undefined;
    do {
      const page = await deps.processed.list(`${folder}/`, {
        limit: PAGE,
        ...(after && { after }),
      });
      // Listed first and looked up then: what is written in between is not in the list.
      for (const { key } of page.items) {
        if (await isNeeded(deps, key)) continue;
        await deps.processed.delete([key]);
        dropped += 1;
      }
      after = page.next ?? undefined;
    } while (after);
  }
  return dropped;
}

async function isNeeded(
  { slideshows }: Pick<SlideshowsDeps, 'slideshows'>,
  key: BlobKey,
): Promise<boolean> {
  const { slideshowId, runId } = runOfKey(key);
  try {
    const found = await slideshows.getSlideshow(slideshowId);
    return found.runId === runId && (found.state === 'rendering' || found.state === 'ready');
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}
