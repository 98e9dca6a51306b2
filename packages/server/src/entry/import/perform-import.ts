import { setTimeout as delay } from 'node:timers/promises';
import type { Import, ImportProblem } from '@madrigal/core/media/import';
import { hasCode, MadrigalError } from '@madrigal/core/shared';
import { type Importer, noAccount } from '../../compose/importer.ts';
import type { ProgressDisplay } from './show-progress.ts';

const LOOK_EVERY_MS = 250;
const PAGE = 200;

/** How an import came out, and what whoever asked for it should know. */
export interface ImportReport {
  ended: Import;
  problems: ImportProblem[];
}

interface Options {
  display: ProgressDisplay;
  /** Resolves when a person wants it to stop. */
  interrupted: Promise<void>;
  /** Whether somebody is there to do the work. */
  isServed(): Promise<boolean>;
}

/**
 * Imports a folder for the first admin, here or in the Madrigal that runs, until it has ended; being
 * interrupted cancels it.
 * @throws MadrigalError `setup_required` while nobody owns the instance, `invalid_request` for a
 * path that is no folder, `unavailable` when the Madrigal that did the work has stopped
 */
export async function performImport(
  importer: Importer,
  path: string,
  options: Options,
): Promise<ImportReport> {
  const admin = await importer.findFirstAdmin();
  if (!admin) throw noAccount();
  const { id } = await importer.imports.start({ userId: admin.id }, path);
  const stop = new AbortController();
  const cancelling = options.interrupted.then(async () => {
    await cancel(importer, id);
    stop.abort();
  });
  const work = importer.run?.(id, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  const ended = await Promise.race([
    follow(importer, id, options),
    // Fails where the work fails, and else leaves the word to whoever follows.
    new Promise<never>((_, reject) => work?.catch(reject)),
    new Promise<never>((_, reject) => cancelling.catch(reject)),
  ]);
  await work;
  return { ended, problems: await allProblems(importer, id) };
}

async function cancel({ imports }: Importer, importId: string): Promise<void> {
  try {
    await imports.cancel(importId);
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error; // it had ended just before
  }
}

async function follow(
  { imports, run }: Importer,
  importId: string,
  { display, isServed }: Options,
): Promise<Import> {
  try {
    for (;;) {
      const running = await imports.get(importId);
      if (running.state !== 'queued' && running.state !== 'running') return running;
      // Here it begins at once; only somebody else keeps us waiting.
      if (run === null || running.state === 'running') display.show(running);
      if (run === null && !(await isServed())) throw new Error('not served any more');
      await delay(LOOK_EVERY_MS);
    }
  } catch (error) {
    if (run !== null || (await isServed())) throw error;
    throw new MadrigalError(
      'unavailable',
      'Madrigal stopped meanwhile. The import goes on when it runs again, or with the same command.',
      { cause: error },
    );
  } finally {
    display.end();
  }
}

async function allProblems({ imports }: Importer, importId: string): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  let cursor: string | undefined;
  do {
    const page = await imports.listProblems(importId, { limit: PAGE, cursor });
    problems.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return problems;
}
