import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../../config/index.ts';
import { reachDatabase } from '../database.ts';
import { PRIVATE_FOLDER, writeDatabase } from './database-files.ts';
import { copyTo, exists, keepFile, listFiles } from './files.ts';
import { MANIFEST, type Manifest, SUMS } from './manifest.ts';
import { refuseMongo, refuseTables } from './refuse-tables.ts';
import { type FileSum, formatSums, sumDurably } from './sums.ts';
import { refuseUnfinishedRestore } from './unfinished-restore.ts';

const PRIVATE_FILE = 0o600;
/** Folders of blobs worth keeping: objects, and the parts of uploads under way. */
const BLOBS = ['raw', 'processed'].flatMap((store) => [
  `blobs/${store}/objects`,
  `blobs/${store}/multipart`,
]);

export interface BackupDeps {
  version: string;
  now: Date;
  onProgress: (sentence: string) => void;
}

/**
 * Writes a backup of everything to the folder `target`, which must not hold anything yet. Madrigal
 * may run meanwhile. `target` appears when all of it is on the disk.
 * @throws MadrigalError with a sentence on what to do
 */
export async function createBackup(
  config: Config,
  target: string,
  deps: BackupDeps,
): Promise<Manifest> {
  await refuseUnfinishedRestore(config.dataDir);
  refuseTables(config);
  refuseMongo(config);
  refuseOtherStores(config);
  await refuseTarget(config, target);
  const draft = `${target}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  // Others must not read password hashes, sessions and secrets.
  await chmod(draft, PRIVATE_FOLDER);
  try {
    const manifest = await fill(config, draft, deps);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function refuseOtherStores({ blobs }: Config): void {
  if (blobs.kind === 'filesystem') return;
  throw new MadrigalError(
    'conflict',
    'The files are in buckets, which have versions and copies of their own. Use those, and the backup of your PostgreSQL.',
  );
}

async function refuseTarget({ dataDir }: Config, target: string): Promise<void> {
  const inside = relative(dataDir, target);
  if (inside === '' || !inside.startsWith('..')) {
    throw new MadrigalError(
      'invalid_request',
      'A backup inside the data folder would be lost with it. Choose another place.',
    );
  }
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new MadrigalError('conflict', `${target} is not a folder.`, { cause: error });
  });
  if (names.length > 0) {
    throw new MadrigalError('conflict', `${target} is not empty. Choose a folder of its own.`);
  }
}

/**
 * Blobs are taken before and after the moment of the database. Whatever its rows name was there
 * before, or came in between, unless it was deleted: then its row was deleted earlier still.
 */
async function fill(config: Config, draft: string, deps: BackupDeps): Promise<Manifest> {
  await using stack = new AsyncDisposableStack();
  const database = await reachDatabase(config, stack, deps.onProgress);
  deps.onProgress('Taking the files');
  await takeBlobs(config.dataDir, draft);
  deps.onProgress('Taking the database');
  const dump = await writeDatabase(database, draft);
  await takeBlobs(config.dataDir, draft);
  await stack.disposeAsync();
  for (const path of await listFiles(config.dataDir, 'secrets')) {
    await copyTo(join(config.dataDir, path), join(draft, path), PRIVATE_FILE);
  }
  deps.onProgress('Hashing everything');
  const files = await writeSums(draft);
  const manifest: Manifest = {
    format: 'madrigal-backup',
    v: 1,
    madrigal: deps.version,
    createdAt: deps.now.toISOString(),
    database: dump,
    files,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(draft, MANIFEST), text, { mode: PRIVATE_FILE, flush: true });
  return manifest;
}

async function takeBlobs(dataDir: string, draft: string): Promise<void> {
  for (const folder of BLOBS) {
    for (const path of await listFiles(dataDir, folder)) {
      const target = join(draft, path);
      if (!(await exists(target))) await keepFile(join(dataDir, path), target);
    }
  }
}

async function writeSums(draft: string): Promise<Manifest['files']> {
  const sums: FileSum[] = [];
  let total = 0;
  for (const path of await listFiles(draft, '.')) {
    const { sha256, bytes } = await sumDurably(join(draft, path));
    sums.push({ path, sha256 });
    total += bytes;
  }
  const text = formatSums(sums);
  await writeFile(join(draft, SUMS), text, { mode: PRIVATE_FILE, flush: true });
  const sumsSha256 = createHash('sha256').update(text).digest('hex');
  return { count: sums.length, bytes: total, sumsSha256 };
}
