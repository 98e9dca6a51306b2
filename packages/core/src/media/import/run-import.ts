import { hasCode, type MadrigalError } from '../../shared/index.ts';
import { rememberCovers } from './cover-memory.ts';
import type { ImportRunDeps } from './deps.ts';
import { importTree } from './import-tree.ts';
import { type Import, type ImportProgress, noProgress } from './model.ts';
import { startTally, tell } from './tally.ts';

/**
 * Imports a folder: reads what is new or changed since earlier imports, remembers every file as soon
 * as it is done, and so goes on where it stopped when it is run again. An import that has ended, or
 * does not exist, is left alone.
 * @throws when aborted, and when an engine fails; running it again is safe
 */
export async function runImport(
  deps: ImportRunDeps,
  importId: string,
  signal: AbortSignal,
): Promise<void> {
  const running = await begin(deps, importId);
  if (!running) return;
  const cancelled = new AbortController();
  const tally = startTally(deps, running, () => cancelled.abort());
  try {
    const work = { ...deps, audio: rememberCovers(deps.audio) };
    await importTree(work, running, tally, AbortSignal.any([signal, cancelled.signal]));
    await tally.stop();
    await end(deps, running, { state: 'finished', progress: tally.progress });
  } catch (error) {
    await tally.stop();
    signal.throwIfAborted();
    if (cancelled.signal.aborted) return;
    if (!endsImport(error)) throw error;
    const { progress } = tally;
    await end(deps, running, { state: 'failed', failure: error.message, progress });
  }
}

/** No attempt is left: tells whoever waits. */
export async function failImport(
  deps: Pick<ImportRunDeps, 'imports' | 'clock'>,
  importId: string,
): Promise<void> {
  const failure = 'Something went wrong on the server. Start the import again to go on.';
  const now = deps.clock.now();
  await deps.imports.changeImport(importId, {
    whileState: ['queued', 'running'],
    state: 'failed',
    failure,
    updatedAt: now,
    finishedAt: now,
  });
}

async function begin(deps: ImportRunDeps, importId: string): Promise<Import | null> {
  try {
    return await deps.imports.changeImport(importId, {
      whileState: ['queued', 'running'],
      state: 'running',
      progress: noProgress(),
      updatedAt: deps.clock.now(),
    });
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Faults that stay until a person does something about them. */
function endsImport(error: unknown): error is MadrigalError {
  return (
    hasCode(error, 'storage_full') || hasCode(error, 'not_found') || hasCode(error, 'forbidden')
  );
}

async function end(
  deps: ImportRunDeps,
  running: Import,
  change: { state: 'finished' | 'failed'; progress: ImportProgress; failure?: string },
): Promise<void> {
  const now = deps.clock.now();
  const progress = { ...change.progress, currentFile: null };
  await deps.imports.changeImport(running.id, {
    whileState: ['running'],
    ...change,
    progress,
    updatedAt: now,
    finishedAt: now,
  });
  await tell(deps, running, true);
}
