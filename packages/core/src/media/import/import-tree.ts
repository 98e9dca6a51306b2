import type { ImportRunDeps } from './deps.ts';
import { importFolder, type Run, reportFailure } from './import-folder.ts';
import type { Import } from './model.ts';
import { createPool } from './pool.ts';
import { reportMissing } from './report-missing.ts';
import type { Tally } from './tally.ts';
import { countAudio, walk } from './walk.ts';

/** Counts, then reads every folder, then says what is gone. @throws the first failure, or the abort */
export async function importTree(
  deps: ImportRunDeps,
  running: Import,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  tally.progress.total = await countAudio(deps.folders, running.folder, signal);
  const failed = new AbortController();
  const pool = createPool(deps.importing.filesAtOnce);
  const run: Run = { running, tally, pool, signal: AbortSignal.any([signal, failed.signal]) };
  const reading = new Set<Promise<void>>();
  const closed: string[] = [];
  try {
    for await (const folder of walk(deps.folders, running.folder)) {
      run.signal.throwIfAborted();
      if ('reason' in folder) {
        closed.push(folder.path);
        tally.progress.total += 1; // it is in the way of who knows how many files, and counts as one
        await reportFailure(deps, run, folder.path, folder.reason);
        continue;
      }
      const { ended } = await importFolder(deps, run, folder);
      const read = ended.catch((error) => failed.abort(error)).finally(() => reading.delete(read));
      reading.add(read);
    }
    await Promise.all(reading);
    run.signal.throwIfAborted();
  } finally {
    failed.abort(); // ends what still runs when the walk broke off
    await pool.settle();
    await Promise.all(reading);
  }
  await reportMissing(deps, run, closed);
}
