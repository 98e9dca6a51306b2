import type { ImportRunDeps } from './deps.ts';
import { type FileResult, type Import, type ImportProgress, noProgress } from './model.ts';

/** Progress of a running import, stored and told now and then. */
export interface Tally {
  readonly progress: ImportProgress;
  count(result: FileResult, files?: number): void;
  /** Stores no more; what is not stored yet is the caller's to store. */
  stop(): Promise<void>;
}

type TallyDeps = Pick<ImportRunDeps, 'imports' | 'events' | 'clock' | 'logger' | 'importing'>;

/**
 * Counts, and stores what happened every `reportEveryMs`, also while one file takes long: an import
 * that is not heard of counts as lost. Calls `onCancelled` when the import is not to run any more.
 */
export function startTally(deps: TallyDeps, running: Import, onCancelled: () => void): Tally {
  const progress = noProgress();
  let news = 0;
  const store = async () => {
    const change = { whileState: ['running'], progress, updatedAt: deps.clock.now() } as const;
    if (!(await deps.imports.changeImport(running.id, change))) return onCancelled();
    const songs = progress.counts.added + progress.counts.changed;
    await tell(deps, running, songs > news);
    news = songs;
  };
  let storing: Promise<void> | null = null;
  const tick = () => {
    storing ??= store()
      .catch((err) => deps.logger.warn({ err, importId: running.id }, 'progress not stored'))
      .finally(() => {
        storing = null;
      });
  };
  const timer = setInterval(tick, deps.importing.reportEveryMs);
  return {
    progress,
    count: (result, files = 1) => {
      progress.counts[result] += files;
    },
    stop: async () => {
      clearInterval(timer);
      await storing;
    },
  };
}

/** Tells open pages that an import moved on, and whether there are songs to look at. */
export async function tell(
  { events }: Pick<ImportRunDeps, 'events'>,
  { id, requestedBy }: Import,
  hasNewSongs: boolean,
): Promise<void> {
  await events.publish({ userId: requestedBy }, { type: 'import.changed', importId: id });
  if (hasNewSongs) await events.publish('everyone', { type: 'catalogue.changed' });
}
