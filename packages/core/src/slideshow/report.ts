import { hasCode } from '../shared/index.ts';
import type { RenderDeps } from './deps.ts';
import { tellOwner } from './manage-slideshows.ts';
import type { SlideshowRecord } from './record.ts';

/** Below this part nobody can tell how long the rest takes. */
const TELLING_PART = 0.02;
/** Finished is only what is stored. */
const MOST_PERCENT = 99;

export interface Report {
  /** Part of the work that is done, 0 to 1. */
  set(part: number): void;
  /** Stores no more. */
  stop(): Promise<void>;
}

type ReportDeps = Pick<RenderDeps, 'slideshows' | 'events' | 'clock' | 'logger' | 'reportEveryMs'>;

/**
 * Stores how far a run is every `reportEveryMs`, also while nothing moves: a slideshow that is not
 * heard of counts as lost. Calls `onTaken` when this run does not have it any more: cancelled,
 * deleted, or begun by somebody else.
 */
export function startReport(
  deps: ReportDeps,
  running: SlideshowRecord & { runId: string },
  onTaken: () => void,
): Report {
  let work: { since: number; part: number } | null = null;
  let told = -1;
  const store = async () => {
    const now = deps.clock.now();
    const percent = Math.min(MOST_PERCENT, Math.floor((work?.part ?? 0) * 100));
    const remainingMs = work && estimate(now.getTime() - work.since, work.part);
    const change = { percent, remainingMs, updatedAt: now };
    if (!(await storeProgress(deps, running, change))) return onTaken();
    if (percent > told) await tellOwner(deps, running.ownerId, running.id);
    told = percent;
  };
  let storing: Promise<void> | null = null;
  const tick = () => {
    storing ??= store()
      .catch((err) => deps.logger.warn({ err, slideshowId: running.id }, 'progress not stored'))
      .finally(() => {
        storing = null;
      });
  };
  const timer = setInterval(tick, deps.reportEveryMs);
  return {
    set: (part) => {
      work = { since: work?.since ?? deps.clock.now().getTime(), part };
    },
    stop: async () => {
      clearInterval(timer);
      await storing;
    },
  };
}

function estimate(elapsedMs: number, part: number): number | null {
  return part < TELLING_PART ? null : Math.round((elapsedMs / part) * (1 - part));
}

async function storeProgress(
  { slideshows }: ReportDeps,
  { id, runId }: { id: string; runId: string },
  change: { percent: number; remainingMs: number | null; updatedAt: Date },
): Promise<boolean> {
  try {
    const whileHeld = { whileState: ['rendering'], whileRun: runId } as const;
    return (await slideshows.changeSlideshow(id, { ...whileHeld, ...change })) !== null;
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}
