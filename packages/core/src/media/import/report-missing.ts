import type { Position } from '../../shared/index.ts';
import type { ImportRunDeps } from './deps.ts';
import type { Run } from './import-folder.ts';
import type { ImportedFile } from './model.ts';

const BATCH = 500;

/**
 * Lists files of earlier imports that are gone while their songs are still there, and forgets those
 * that no song hangs on. Nothing is said of what lies in folders that could not be looked into.
 */
export async function reportMissing(
  deps: Pick<ImportRunDeps, 'imports' | 'catalogue'>,
  run: Pick<Run, 'running' | 'tally'>,
  closedFolders: readonly string[],
): Promise<void> {
  const { id: importId, folder } = run.running;
  let after: Position | null = null;
  do {
    const request = { limit: BATCH, ...(after && { after }) };
    const page = await deps.imports.listUnseenFiles(folder, importId, request);
    const gone = page.items.filter(({ path }) => !isBelowAny(path, closedFolders));
    const missed = await songsThere(deps, gone);
    for (const { path, songId, tags } of gone) {
      if (tags !== null && missed.has(songId)) {
        const reason = 'The file is not there any more. Its song stays in the library.';
        await deps.imports.putProblem({ importId, path, kind: 'missing', reason });
        run.tally.progress.missing += 1;
      } else {
        await deps.imports.deleteFile(folder, path);
      }
    }
    after = page.next;
  } while (after);
}

function isBelowAny(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

async function songsThere(
  deps: Pick<ImportRunDeps, 'catalogue'>,
  files: readonly ImportedFile[],
): Promise<Set<string>> {
  const songs = await deps.catalogue.getSongs(files.map(({ songId }) => songId));
  return new Set(songs.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id));
}
