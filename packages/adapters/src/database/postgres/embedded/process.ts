import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { MadrigalError } from '@madrigal/core/shared';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { findServer, readPidFile } from './running.ts';
import { spawnOptions } from './server-user.ts';

const run = promisify(execFile);
const MAX_LOG_BYTES = 10 * 1024 ** 2;
const POLL_MS = 20;
/** Recovery after a crash replays at most `max_wal_size`, which is far quicker than this. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_SECONDS = 60;
const ATTEMPTS = 30;
const RETRY_AFTER_MS = 250;
/** By then an earlier server that is still stopping has gone. */
const FOREIGN_AFTER_ATTEMPTS = 8;

export interface ServerFiles {
  cluster: Cluster;
  binaries: Binaries;
  logPath: string;
}

/** Stops a server that an earlier process of ours left running on the cluster. */
export async function stopOrphan(files: ServerFiles): Promise<void> {
  if (await isServed(files.cluster)) await stopServer(files);
}

async function isServed(cluster: Cluster): Promise<boolean> {
  return (await findServer(cluster)) !== null;
}

/**
 * Asks the server to end every session, write a checkpoint and stop; returns when it did.
 * One that already stopped is fine.
 */
export async function stopServer({ cluster, binaries }: ServerFiles): Promise<void> {
  const options = ['-D', cluster.location, '-m', 'fast', '-w', '-t', `${STOP_TIMEOUT_SECONDS}`];
  try {
    await run(binaries.pgCtl, ['stop', ...options], spawnOptions(cluster.user));
  } catch (error) {
    if (!(await isServed(cluster))) return;
    throw new MadrigalError('unavailable', 'PostgreSQL did not stop in time.', { cause: error });
  }
}

/**
 * Starts the server and waits until it accepts connections.
 * @throws MadrigalError `unavailable` with the last lines of its log
 */
export async function startServer(
  files: ServerFiles,
  settings: Record<string, string | number>,
): Promise<ChildProcess> {
  await rotateLog(files.logPath);
  for (let attempt = 1; ; attempt++) {
    const logStart = (await stat(files.logPath).catch(() => ({ size: 0 }))).size;
    const server = await spawnServer(files, settings);
    if (await becomesReady(server, files.cluster)) return server.child;
    const said = (await readFile(files.logPath)).subarray(logStart).toString().trim();
    if (attempt === ATTEMPTS || !isPassing(said)) throw startFailed(files, said);
    if (attempt >= FOREIGN_AFTER_ATTEMPTS) await forgetForeignProcess(files.cluster, server, said);
    await delay(RETRY_AFTER_MS);
  }
}

async function rotateLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => ({ size: 0 }))).size;
  if (size > MAX_LOG_BYTES) await rename(path, `${path}.1`);
}

interface RunningServer {
  child: ChildProcess;
  /** Aborted when the process ended, or could not even start. */
  ended: AbortSignal;
}

async function spawnServer(
  { cluster, binaries, logPath }: ServerFiles,
  settings: Record<string, string | number>,
): Promise<RunningServer> {
  const all = Object.entries({ ...memorySettings(), ...baseSettings, ...settings });
  const options = all.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(logPath, 'a', 0o600);
  try {
    // Detached: Ctrl-C in a terminal goes to the whole process group, but PostgreSQL must
    // outlive our last queries.
    const child = spawn(binaries.postgres, ['-D', cluster.location, ...options], {
      ...spawnOptions(cluster.user),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const ended = new AbortController();
    child.once('exit', () => ended.abort()).once('error', () => ended.abort());
    return { child, ended: ended.signal };
  } finally {
    await log.close();
  }
}

const baseSettings = {
  max_connections: 60,
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  jit: 'off',
  // Shared memory of containers is often 64 MB; parallel queries of our size gain nothing.
  max_parallel_workers_per_gather: 0,
};

function memorySettings(): Record<string, string> {
  const megabytes = Math.floor(totalmem() / 1024 ** 2);
  const shared = Math.min(512, Math.max(64, Math.floor(megabytes / 32)));
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 4))}MB`,
  };
}

/** Line 8 of postmaster.pid says `ready` once connections are accepted. */
async function becomesReady(server: RunningServer, cluster: Cluster): Promise<boolean> {
  const { child, ended } = server;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!ended.aborted) {
    const lines = await readPidFile(cluster);
    if (lines[0] === String(child.pid) && lines[7] === 'ready') return true;
    if (Date.now() > deadline) child.kill('SIGINT');
    await delay(POLL_MS, undefined, { signal: ended }).catch(() => undefined);
  }
  return false;
}

/** What ends by itself: the last processes of a killed server are still on their way out. */
function isPassing(log: string): boolean {
  return log.includes('lock file "postmaster.pid" already exists') || log.includes('still in use');
}

/**
 * After a reboot another program may have the process id in postmaster.pid, and PostgreSQL
 * takes it for a running server. The id of the attempt that just ended is surely nobody's; the
 * rest of the file stays, since it guards against leftovers in shared memory.
 */
async function forgetForeignProcess(
  cluster: Cluster,
  { child }: RunningServer,
  log: string,
): Promise<void> {
  if (!log.includes('already exists') || (await isServed(cluster))) return;
  const lines = await readPidFile(cluster);
  if (!lines[0] || !child.pid) return;
  const path = join(cluster.location, 'postmaster.pid');
  await writeFile(path, [String(child.pid), ...lines.slice(1)].join('\n'));
}

function startFailed({ logPath }: ServerFiles, said: string): MadrigalError {
  const lines = said.split('\n').slice(-8).join('\n');
  return new MadrigalError(
    'unavailable',
    `PostgreSQL did not start. The end of ${logPath} says:\n${lines}`,
  );
}
