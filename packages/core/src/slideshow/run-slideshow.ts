import { MediaRejectedError } from '../media/dispatch/index.ts';
import { hasCode } from '../shared/index.ts';
import { announceSlideshow } from './announce-slideshow.ts';
import type { RenderDeps, SlideshowsDeps } from './deps.ts';
import { makeVideo } from './make-video.ts';
import { tellOwner } from './manage-slideshows.ts';
import { BrokenPhotoError } from './model.ts';
import {
  keysOfRun,
  type SlideshowFailure,
  type SlideshowRecord,
  type SlideshowResult,
} from './record.ts';
import { startReport } from './report.ts';

/**
 * Renders a slideshow that waits, or whose run was lost; any other is left alone. Whoever comes
 * last has it: an earlier run that is still under way notices and leaves nothing behind.
 * @throws when aborted, and when an engine fails; running it again is safe
 */
export async function runSlideshow(
  deps: RenderDeps,
  slideshowId: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await findSlideshow(deps, slideshowId);
  if (found?.state === 'ready') return announceSlideshow(deps, found);
  const running = found && (await begin(deps, found));
  if (!running) return;
  const taken = new AbortController();
  const report = startReport(deps, running, () => taken.abort());
  try {
    const made = await makeVideo(deps, running, {
      onProgress: report.set,
      signal: AbortSignal.any([signal, taken.signal]),
    });
    await report.stop();
    await finish(deps, running, made);
  } catch (error) {
    await report.stop();
    await deps.processed.delete(Object.values(keysOfRun(running, running.runId)));
    signal.throwIfAborted();
    if (taken.signal.aborted) return;
    await end(deps, running, failureOf(error));
  }
}

type Running = SlideshowRecord & { runId: string };

async function findSlideshow(
  { slideshows }: Pick<SlideshowsDeps, 'slideshows'>,
  slideshowId: string,
): Promise<SlideshowRecord | null> {
  try {
    return await slideshows.getSlideshow(slideshowId);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Takes the slideshow over from whichever run had it. One that died may be tried again by an admin. */
async function begin(deps: RenderDeps, found: SlideshowRecord): Promise<Running | null> {
  const diedBefore = found.state === 'failed' && found.failure?.code === 'internal';
  const runId = deps.newId();
  const running = await unlessGone(
    deps.slideshows.changeSlideshow(found.id, {
      whileState: diedBefore ? ['failed'] : ['queued', 'rendering'],
      ...{ state: 'rendering', runId, percent: 0, remainingMs: null, skipped: [] },
      ...{ failure: null, finishedAt: null, updatedAt: deps.clock.now() },
    }),
  );
  if (!running) return null;
  if (found.runId) await deps.processed.delete(Object.values(keysOfRun(found, found.runId)));
  await tellOwner(deps, found.ownerId, found.id);
  return { ...running, runId };
}

/** Null for a slideshow that was deleted in the meantime. */
async function unlessGone(
  changing: Promise<SlideshowRecord | null>,
): Promise<SlideshowRecord | null> {
  try {
    return await changing;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

async function finish(
  deps: RenderDeps,
  running: Running,
  { result, skipped }: { result: SlideshowResult; skipped: string[] },
): Promise<void> {
  const now = deps.clock.now();
  const ready = await unlessGone(
    deps.slideshows.changeSlideshow(running.id, {
      whileState: ['rendering'],
      whileRun: running.runId,
      ...{ state: 'ready', percent: 100, remainingMs: null, result, skipped },
      ...{ updatedAt: now, finishedAt: now },
    }),
  );
  if (!ready) return deps.processed.delete([result.video, result.poster]);
  await tellOwner(deps, ready.ownerId, ready.id);
  await announceSlideshow(deps, ready);
}

async function end(deps: RenderDeps, running: Running, failure: SlideshowFailure): Promise<void> {
  const now = deps.clock.now();
  const failed = await unlessGone(
    deps.slideshows.changeSlideshow(running.id, {
      whileState: ['rendering'],
      whileRun: running.runId,
      ...{ state: 'failed', remainingMs: null, failure, updatedAt: now, finishedAt: now },
    }),
  );
  if (failed) await tellOwner(deps, failed.ownerId, failed.id);
}

/** What only a person can do something about. @throws whatever may go away by itself */
function failureOf(error: unknown): SlideshowFailure {
  if (error instanceof BrokenPhotoError) {
    const code = error.missing ? 'missing_photo' : 'broken_photo';
    return { code, message: error.message, mediaId: error.photoId };
  }
  if (error instanceof MediaRejectedError) {
    return { code: 'song_unavailable', message: error.message, mediaId: null };
  }
  if (hasCode(error, 'storage_full')) {
    return { code: 'storage_full', message: error.message, mediaId: null };
  }
  throw error;
}

/** No attempt is left: tells whoever waits. Nothing happens when it moved on since `diedAt`. */
export async function failSlideshow(
  deps: Pick<SlideshowsDeps, 'slideshows' | 'events' | 'clock'>,
  slideshowId: string,
  diedAt: Date,
): Promise<void> {
  const found = await findSlideshow(deps, slideshowId);
  if (!found || found.updatedAt > diedAt) return;
  const message = 'Something went wrong on the server. Try again.';
  const now = deps.clock.now();
  const failed = await unlessGone(
    deps.slideshows.changeSlideshow(slideshowId, {
      whileState: ['queued', 'rendering'],
      ...{ state: 'failed', remainingMs: null, updatedAt: now, finishedAt: now },
      failure: { code: 'internal', message, mediaId: null },
    }),
  );
  if (failed) await tellOwner(deps, failed.ownerId, slideshowId);
}
