import { hasCode, MadrigalError } from '../../shared/index.ts';
import { MediaRejectedError } from '../dispatch/index.ts';
import type { ImportRunDeps } from './deps.ts';
import { type FoundFile, findFiles, type LostFile } from './find-files.ts';
import { importFile } from './import-file.ts';
import type { FileOutcome, Import, ImportedFile } from './model.ts';
import type { Pool } from './pool.ts';
import { settleAlbum } from './settle-album.ts';
import type { Tally } from './tally.ts';
import type { AudioFolder } from './walk.ts';

const BATCH = 500;

/** An import while it runs. */
export interface Run {
  running: Import;
  tally: Tally;
  pool: Pool;
  signal: AbortSignal;
}

/**
 * Begins to read what is new or changed in one folder; waits while too much is being read. `ended`
 * is when all of it was read.
 */
export async function importFolder(
  deps: ImportRunDeps,
  run: Run,
  folder: AudioFolder,
): Promise<{ ended: Promise<void> }> {
  const { folder: root } = run.running;
  const found = await findFiles({ folders: deps.folders, root }, folder);
  const reading: Promise<void>[] = [];
  for (let start = 0; start < found.length; start += BATCH) {
    const batch = found.slice(start, start + BATCH);
    const paths = batch.map(({ path }) => path);
    const files = await deps.imports.findFiles(root, paths);
    const known = new Map(files.map((file) => [file.path, file]));
    await passBy(deps, run, batch, known);
    for (const file of batch) {
      const remembered = known.get(file.path) ?? null;
      if ('reason' in file || isSettled(remembered, file)) continue;
      run.signal.throwIfAborted();
      const { ended } = await run.pool.start(() => readFile(deps, run, file, remembered));
      reading.push(ended);
    }
  }
  return { ended: settle(deps, root, folder, reading) };
}

async function settle(
  deps: ImportRunDeps,
  root: string,
  folder: AudioFolder,
  reading: Promise<void>[],
): Promise<void> {
  await Promise.all(reading);
  await settleAlbum(deps, root, folder.albumPath);
}

type Known = ReadonlyMap<string, ImportedFile>;

/** Counts the files that need not be read, and those that cannot be. */
async function passBy(
  deps: ImportRunDeps,
  run: Run,
  batch: readonly (FoundFile | LostFile)[],
  known: Known,
): Promise<void> {
  const { folder, id } = run.running;
  const unchanged: string[] = [];
  const lost: string[] = [];
  for (const file of batch) {
    const remembered = known.get(file.path) ?? null;
    if ('reason' in file) {
      lost.push(file.path);
      await reportFailure(deps, run, file.path, file.reason);
    } else if (remembered?.outcome && isSettled(remembered, file)) {
      if (remembered.importId === id && remembered.result) run.tally.count(remembered.result);
      else if (remembered.outcome.state === 'song') unchanged.push(file.path);
      else await failAgain(deps, run, remembered, remembered.outcome);
    }
  }
  // A file that is there and cannot be looked at is not missing either.
  await deps.imports.markUnchanged(folder, [...unchanged, ...lost], id);
  run.tally.count('unchanged', unchanged.length);
}

/** True for a file of which reading it again would tell nothing new. */
function isSettled(remembered: ImportedFile | null, file: FoundFile): boolean {
  if (!remembered?.outcome || remembered.signature !== file.signature) return false;
  return remembered.outcome.state === 'song' || remembered.outcome.final;
}

async function failAgain(
  deps: ImportRunDeps,
  run: Run,
  file: ImportedFile,
  outcome: FileOutcome & { state: 'failed' },
): Promise<void> {
  await deps.imports.putFile({ ...file, importId: run.running.id, result: 'failed' });
  await reportFailure(deps, run, file.path, outcome.reason);
}

async function readFile(
  deps: ImportRunDeps,
  run: Run,
  found: FoundFile,
  known: ImportedFile | null,
): Promise<void> {
  const { running, tally, signal } = run;
  signal.throwIfAborted();
  tally.progress.currentFile = found.path;
  const file = known ?? (await claim(deps, running, found));
  try {
    tally.count(await importFile(deps, { running, found, file, signal }));
  } catch (error) {
    signal.throwIfAborted();
    if (hasCode(error, 'storage_full')) throw error;
    const outcome = toOutcome(error);
    deps.logger.warn({ err: error, importId: running.id, path: found.path }, 'file not imported');
    const { signature, albumPath } = found;
    const seen = { signature, albumPath, importId: running.id, result: 'failed' } as const;
    await deps.imports.putFile({ ...file, ...seen, outcome });
    await reportFailure(deps, run, found.path, outcome.reason);
  }
}

/** Fixes the id of a new file's song. */
async function claim(
  deps: ImportRunDeps,
  running: Import,
  { path, albumPath, signature }: FoundFile,
): Promise<ImportedFile> {
  const file: ImportedFile = {
    folder: running.folder,
    path,
    albumPath,
    signature,
    songId: deps.newId(),
    tags: null,
    outcome: null,
    importId: running.id,
    result: null,
    leftOver: [],
  };
  await deps.imports.putFile(file);
  return file;
}

function toOutcome(error: unknown): FileOutcome & { state: 'failed' } {
  const final = error instanceof MediaRejectedError;
  const isForPeople = final || error instanceof MadrigalError;
  const reason = isForPeople ? error.message : 'Something went wrong on the server; see its log.';
  return { state: 'failed', reason, final };
}

/** Lists and counts something that could not be read. */
export async function reportFailure(
  deps: Pick<ImportRunDeps, 'imports'>,
  { running, tally }: Pick<Run, 'running' | 'tally'>,
  path: string,
  reason: string,
): Promise<void> {
  await deps.imports.putProblem({ importId: running.id, path, kind: 'failed', reason });
  tally.count('failed');
}
