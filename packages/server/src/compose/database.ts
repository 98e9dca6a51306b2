import { realpath } from 'node:fs/promises';
import {
  checkMigrated,
  claimFolder,
  findEmbeddedPostgres,
  findRunningPostgres,
  isClaimed,
  migrate,
  migrateUnlessNewer,
  openPostgres,
  startEmbeddedPostgres,
} from '@madrigal/adapters/database/postgres';
import { type Logger, MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { recordQuery } from '../tracing/index.ts';
import { refuseUnfinishedRestore } from './backup/unfinished-restore.ts';

/** Connections to the database, for engines that work on it. */
export type DatabasePool = Parameters<typeof checkMigrated>[0];

/** Longer than a PostgreSQL takes to start again, shorter than a person takes to give up. */
const WAIT_MS = 5000;

/** Whether the database is brought up to date first; `unless-newer` takes one that is newer as it is. */
type Migrates = boolean | 'unless-newer';

/**
 * Opens the configured database at its newest schema, starting an own server where there is none.
 * @throws MadrigalError `unavailable` where it is older and this process does not migrate
 */
export async function openDatabase(
  config: Config,
  stack: AsyncDisposableStack,
  deps: { logger: Logger; onProgress: (sentence: string) => void; migrates: Migrates },
) {
  await refuseUnfinishedRestore(config.dataDir);
  // Files in the data folder belong to one process at a time, whoever keeps the database.
  if (config.database.kind === 'postgres') {
    const release = await claimFolder(await realpath(config.dataDir));
    stack.defer(() => release());
  }
  const { connectionString, location } = await locateDatabase(config, stack, deps.onProgress);
  const database = openPostgres({
    connectionString,
    ...(config.database.kind === 'postgres' && {
      maxConnections: config.database.maxConnections,
    }),
    onIdleError: (err) => deps.logger.warn({ err }, 'idle database connection lost'),
    onQuery: recordQuery,
    waitMs: WAIT_MS,
  });
  stack.defer(() => database.close());
  await bringUpToDate(database.pool, deps.migrates, deps.logger);
  return { ...database, connectionString, location };
}

async function bringUpToDate(
  pool: DatabasePool,
  migrates: Migrates,
  logger: Logger,
): Promise<void> {
  if (!migrates) return checkMigrated(pool);
  const { ran, newer } =
    migrates === 'unless-newer'
      ? await migrateUnlessNewer(pool)
      : { ran: await migrate(pool), newer: [] };
  if (ran.length > 0) logger.info({ migrations: ran }, 'database migrated');
  if (newer.length > 0) {
    logger.warn(
      { migrations: newer },
      'the schema is that of a newer version, which this version works on: nothing is migrated',
    );
  }
}

/**
 * Connection string of a database that exists already, for tools beside a Madrigal that may run or
 * not: its server is used where one runs, and else started until `stack` ends.
 * @throws MadrigalError `not_found` where there is none yet
 */
export async function reachDatabase(
  config: Config,
  stack: AsyncDisposableStack,
  onProgress: (sentence: string) => void,
): Promise<string> {
  if (config.database.kind === 'embedded') {
    const found = await findEmbeddedPostgres(config.dataDir);
    if (found === 'none') {
      throw new MadrigalError('not_found', `There is no database in ${config.dataDir} yet.`);
    }
    if (found !== 'stopped') return found.connectionString;
  }
  return (await locateDatabase(config, stack, onProgress)).connectionString;
}

/** False for a data folder whose own database was never made. */
export async function hasDatabase({ database, dataDir }: Config): Promise<boolean> {
  return database.kind === 'postgres' || (await findEmbeddedPostgres(dataDir)) !== 'none';
}

/** How to connect to the database of the Madrigal that runs on the data folder; null where none runs. */
export async function findRunningDatabase(
  config: Config,
): Promise<{ connectionString: string } | null> {
  const { database, dataDir } = config;
  if (database.kind === 'embedded') return findRunningPostgres(dataDir);
  const folder = await realpath(dataDir);
  return (await isClaimed(folder)) ? { connectionString: database.connectionString } : null;
}

/** Connection string of the configured database, whose server is started where it is our own. */
export async function locateDatabase(
  config: Config,
  stack: AsyncDisposableStack,
  onProgress: (sentence: string) => void,
): Promise<{ connectionString: string; location: string | null }> {
  if (config.database.kind === 'postgres') {
    return { connectionString: config.database.connectionString, location: null };
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, onProgress });
  stack.defer(() => server.stop());
  return { connectionString: server.connectionString, location: server.dataLocation };
}
