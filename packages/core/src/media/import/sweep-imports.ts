import type { ImportsDeps } from './deps.ts';
import { sendImport } from './start-import.ts';

const BATCH = 100;

/**
 * Sends imports again whose job was lost, or died with the processes that ran it. Safe to run at any
 * time. Answers how many there were. @param stalledAfterMs age of an untouched import that counts as lost
 */
export async function sweepImports(
  deps: Pick<ImportsDeps, 'imports' | 'jobs' | 'clock'>,
  stalledAfterMs: number,
): Promise<number> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - stalledAfterMs);
  const stalled = await deps.imports.listStalledImports(before, BATCH);
  for (const { id } of stalled) {
    await deps.imports.changeImport(id, { whileState: ['queued', 'running'], updatedAt: now });
    await sendImport(deps, id);
  }
  return stalled.length;
}
