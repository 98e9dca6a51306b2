import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MadrigalError } from '@madrigal/core/shared';
import pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';
import { prepareBinaries } from './embedded/binaries.ts';
import { claimFolder, isClaimed } from './embedded/claim.ts';
import { ensureCluster, findCluster, locateCluster, SYSTEM_FOLDER } from './embedded/cluster.ts';
import {
  ensurePassword,
  socketEndpoint,
  type Transport,
  tcpEndpoint,
} from './embedded/endpoint.ts';
import { type ServerFiles, startServer, stopOrphan, stopServer } from './embedded/process.ts';
import { findServer } from './embedded/running.ts';

const DATABASE = 'madrigal';
/** Recovery after a crash included. */
const STARTING_MS = 120_000;
const LOOK_AGAIN_MS = 200;

export interface EmbeddedPostgresOptions {
  /** Folder for everything of this instance; made when missing. */
  dataDir: string;
  /** Told what is going on, one sentence each, while it takes long. */
  onProgress?: (sentence: string) => void;
  /** A Unix socket, or 127.0.0.1 with a password as on Windows. */
  transport?: Transport;
  /** Port of 127.0.0.1, for `tcp`; a free one unless told. */
  port?: number;
}

export interface EmbeddedPostgres {
  connectionString: string;
  /** Folder with the database's files: DATA/postgres unless its user cannot enter that. */
  dataLocation: string;
  /** Stops the server in order. Close pools before. Repeating it changes nothing. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on the files of `dataDir`, creating them the first time and recovering by
 * itself from whatever an earlier process that was killed left behind. As root it runs as an
 * account without privileges. The server ends with this process, except when that is killed with SIGKILL;
 * the next start takes care then.
 * @throws MadrigalError `unavailable` with a sentence on what to do
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  try {
    await mkdir(options.dataDir, { recursive: true });
    const dataDir = await realpath(options.dataDir);
    const cluster = await locateCluster(dataDir);
    const release = await claimFolder(cluster.location);
    try {
      const binaries = await prepareBinaries(cluster.user, SYSTEM_FOLDER);
      const files = { cluster, binaries, logPath: join(dataDir, 'postgres.log') };
      return await start(files, options, release);
    } catch (error) {
      await release();
      throw error;
    }
  } catch (error) {
    throw translateFileError(error, options.dataDir);
  }
}

/**
 * Whether a data folder has a database of its own: `none`, `stopped`, or how to connect to the
 * server that runs on it, whichever process started that.
 */
export async function findEmbeddedPostgres(
  dataDir: string,
): Promise<'none' | 'stopped' | { connectionString: string }> {
  const cluster = await findCluster(dataDir);
  if (!cluster) return 'none';
  const served = await findServer(cluster);
  return served ? { connectionString: await served.connectionString(DATABASE) } : 'stopped';
}

/**
 * How to connect to the database of the Madrigal that runs on a data folder, waiting for one that is
 * just starting; null where none runs.
 * @throws MadrigalError `unavailable` when it does not get ready
 */
export async function findRunningPostgres(
  dataDir: string,
): Promise<{ connectionString: string } | null> {
  const folder = await realpath(dataDir).catch(() => null);
  const cluster = folder && (await findCluster(folder));
  if (!cluster) return null;
  const deadline = Date.now() + STARTING_MS;
  while (await isClaimed(cluster.location)) {
    const served = await findServer(cluster);
    if (served) return { connectionString: await served.connectionString(DATABASE) };
    if (Date.now() > deadline) {
      throw new MadrigalError('unavailable', 'The Madrigal that runs does not get ready.');
    }
    await delay(LOOK_AGAIN_MS);
  }
  return null;
}

/** Faults of the filesystem (no space, no permission) as a sentence. */
function translateFileError(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const code = 'code' in error && error.code === 'ENOSPC' ? 'storage_full' : 'unavailable';
  const sentence = `The database cannot use the data folder ${dataDir}: ${error.message}.`;
  return new MadrigalError(code, sentence, { cause: error });
}

async function start(
  files: ServerFiles,
  options: EmbeddedPostgresOptions,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const { cluster, binaries } = files;
  const progress = options.onProgress ?? (() => {});
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
  const password = transport === 'tcp' ? await ensurePassword(cluster) : null;
  await ensureCluster(cluster, binaries, password, progress);
  await stopOrphan(files);
  const endpoint = password
    ? await tcpEndpoint(password, options.port)
    : await socketEndpoint(cluster);
  progress('Starting PostgreSQL');
  const child = await startServer(files, endpoint.settings).catch(async (error) => {
    await endpoint.dispose();
    throw error;
  });
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  const stop = async () => {
    await stopServer(files);
    process.off('exit', onExit);
    await endpoint.dispose();
    await release();
  };
  try {
    await ensureDatabase(endpoint.connectionString('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    connectionString: endpoint.connectionString(DATABASE),
    dataLocation: cluster.location,
    stop,
  };
}

async function ensureDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await translated(async () => {
    await client.connect();
    const query = 'SELECT 1 FROM pg_database WHERE datname = $1';
    const { rowCount } = await client.query(query, [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.end();
  });
}
