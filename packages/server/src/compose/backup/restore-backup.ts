import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  findEmbeddedPostgres,
  isEmptyDatabase,
  loadDatabase,
  migrate,
  openPostgres,
} from '@madrigal/adapters/database/postgres';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../../config/index.ts';
import { locateDatabase } from '../database.ts';
import { readTable } from './database-files.ts';
import { copyTo } from './files.ts';
import { type Manifest, readManifest, SUMS } from './manifest.ts';
import { refuseMongo, refuseTables } from './refuse-tables.ts';
import { type FileSum, readSums, sumDurably } from './sums.ts';
import { markRestore, unfinishedRestore, unmarkRestore } from './unfinished-restore.ts';

const PRIVATE_FILE = 0o600;

export interface RestoreOptions {
  now: Date;
  /** Puts a data folder that holds something aside, under another name beside it. */
  force: boolean;
  onProgress: (sentence: string) => void;
}

export interface Restored {
  manifest: Manifest;
  /** Migrations that ran because the backup was older than this version. */
  migrations: string[];
  /** Where the earlier data folder is now. */
  putAside: string | null;
}

/**
 * Restores the backup in the folder `source` into an empty data folder. Until it is finished the
 * data folder says so and Madrigal refuses to start on it; doing it again begins anew.
 * @throws MadrigalError with a sentence on what to do
 */
export async function restoreBackup(
  config: Config,
  source: string,
  options: RestoreOptions,
): Promise<Restored> {
  refuseTables(config);
  refuseMongo(config);
  const manifest = await readManifest(source);
  const sums = await readSums(join(source, SUMS), manifest.files.sumsSha256);
  const { again, putAside } = await prepareDataFolder(config.dataDir, options);
  await markRestore(config.dataDir, source);
  await using stack = new AsyncDisposableStack();
  const pool = await openEmpty(config, stack, { ...options, again });
  const isFile = ({ path }: FileSum) => /^(blobs|secrets)\//.test(path);
  for (const sum of sums.filter((item) => !isFile(item))) await check(sum, join(source, sum.path));
  options.onProgress('Copying and checking the files');
  for (const sum of sums.filter(isFile)) await copyChecked(sum, source, config.dataDir);
  options.onProgress('Filling the database');
  await loadDatabase(pool, manifest.database, (table) => readTable(source, table));
  const migrations = await migrate(pool);
  await stack.disposeAsync();
  await unmarkRestore(config.dataDir);
  return { manifest, migrations, putAside };
}

async function prepareDataFolder(
  dataDir: string,
  { force, now }: RestoreOptions,
): Promise<{ again: boolean; putAside: string | null }> {
  await refuseRunning(dataDir);
  if ((await unfinishedRestore(dataDir)) !== null) return { again: true, putAside: null };
  const names = await readdir(dataDir);
  if (names.length === 0) return { again: false, putAside: null };
  if (!force) {
    throw new MadrigalError(
      'conflict',
      `The data folder ${dataDir} is not empty. Choose another one with --data, or add --force: what is there is then kept beside it under another name.`,
    );
  }
  const putAside = `${dataDir}.before-restore-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  await rename(dataDir, putAside);
  await mkdir(dataDir, { recursive: true });
  return { again: false, putAside };
}

async function refuseRunning(dataDir: string): Promise<void> {
  const found = await findEmbeddedPostgres(dataDir);
  if (found === 'none' || found === 'stopped') return;
  throw new MadrigalError(
    'conflict',
    `Madrigal is running on ${dataDir}. Stop it first, or choose another data folder with --data.`,
  );
}

async function copyChecked(sum: FileSum, source: string, dataDir: string): Promise<void> {
  const target = join(dataDir, sum.path);
  if (relative(dataDir, target).startsWith('..')) throw damaged(sum.path);
  const mode = sum.path.startsWith('secrets/') ? PRIVATE_FILE : undefined;
  await rm(target, { force: true });
  await copyTo(join(source, sum.path), target, mode).catch((error) => {
    if (error.code === 'ENOENT') throw damaged(sum.path);
    throw error;
  });
  await check(sum, target);
}

async function check({ path, sha256 }: FileSum, file: string): Promise<void> {
  const found = await sumDurably(file).catch(() => null);
  if (found?.sha256 !== sha256) throw damaged(path);
}

function damaged(path: string): MadrigalError {
  return new MadrigalError(
    'invalid_request',
    `The backup is damaged: ${path} is missing or not what was backed up.`,
  );
}

/** The configured database, which must be empty unless an earlier restore began to fill it. */
async function openEmpty(
  config: Config,
  stack: AsyncDisposableStack,
  { again, onProgress }: RestoreOptions & { again: boolean },
) {
  const { connectionString } = await locateDatabase(config, stack, onProgress);
  const { pool, close } = openPostgres({ connectionString });
  stack.defer(close);
  if (again || (await isEmptyDatabase(pool))) return pool;
  await unmarkRestore(config.dataDir);
  throw new MadrigalError(
    'conflict',
    'The database in DATABASE_URL is not empty. Name an empty one.',
  );
}
