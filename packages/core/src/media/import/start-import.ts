import { hasCode, MadrigalError } from '../../shared/index.ts';
import type { Importer, ImportsDeps } from './deps.ts';
import { isInside } from './inside.ts';
import { type Import, noProgress } from './model.ts';

/**
 * Has a folder imported, or answers the import that does so already.
 * @throws MadrigalError `invalid_request` when the path is no folder that can be imported,
 * `forbidden` when it lies outside the folders that imports are allowed from
 */
export async function startImport(
  deps: ImportsDeps,
  importer: Importer,
  path: string,
): Promise<Import> {
  const folder = await deps.folders.resolve(path);
  await checkRoots(deps, folder);
  const started =
    (await deps.imports.findActiveImport(folder)) ?? (await create(deps, importer, folder));
  await sendImport(deps, started.id);
  return started;
}

/** Links are resolved in both, so that no name can lead out. */
async function checkRoots({ folders, roots }: ImportsDeps, folder: string): Promise<void> {
  for (const root of roots ?? []) {
    if (isInside(folder, await folders.resolve(root))) return;
  }
  if (roots === null) return;
  throw new MadrigalError(
    'forbidden',
    `This server imports only from ${roots.join(', ')}. Whoever runs it can change IMPORT_ROOTS.`,
  );
}

async function create(deps: ImportsDeps, importer: Importer, folder: string): Promise<Import> {
  const now = deps.clock.now();
  const created: Import = {
    id: deps.newId(),
    folder,
    requestedBy: importer.userId,
    state: 'queued',
    progress: noProgress(),
    failure: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  try {
    await deps.imports.createImport(created);
    return created;
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    const active = await deps.imports.findActiveImport(folder);
    if (active) return active; // somebody else was quicker
    throw new MadrigalError('conflict', 'The folder was being imported just now. Try again.');
  }
}

/** Has an import run. Sent twice, it runs once. */
export async function sendImport(deps: Pick<ImportsDeps, 'jobs'>, importId: string): Promise<void> {
  await deps.jobs.send({
    kind: 'library.import',
    payload: { v: 1, importId },
    dedupeKey: `import:${importId}`,
  });
}

/**
 * Stops an import where it is; what is in stays in. Repeating it changes nothing.
 * @throws MadrigalError `not_found`, `conflict` when it ended another way
 */
export async function cancelImport(
  deps: Pick<ImportsDeps, 'imports' | 'clock'>,
  importId: string,
): Promise<Import> {
  const now = deps.clock.now();
  const cancelled = await deps.imports.changeImport(importId, {
    whileState: ['queued', 'running'],
    state: 'cancelled',
    updatedAt: now,
    finishedAt: now,
  });
  const ended = cancelled ?? (await deps.imports.getImport(importId));
  if (ended.state === 'cancelled') return ended;
  throw new MadrigalError('conflict', 'This import has ended already.');
}
