import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { MadrigalError } from '@madrigal/core/shared';
import type { Binaries } from './binaries.ts';
import { canEnter, findServerUser, isRoot, type ServerUser, spawnOptions } from './server-user.ts';

const run = promisify(execFile);
const MAJOR_VERSION = '18';
/** Where everything lives that the server's user must reach when we are root. */
export const SYSTEM_FOLDER = '/var/lib/madrigal';
const POINTER = 'postgres-location';

/** A cluster: PostgreSQL's word for the files of one server. */
export interface Cluster {
  location: string;
  /** Whom the server runs as; null for ourselves. */
  user: ServerUser | null;
}

/**
 * Where the cluster of a data folder is or will be, and whom it belongs to. Normally
 * `DATA/postgres`; when we are root and the server's user cannot enter DATA, a folder in
 * {@link SYSTEM_FOLDER} that DATA/postgres-location names.
 * @throws MadrigalError `unavailable` when it belongs to somebody else
 */
export async function locateCluster(dataDir: string): Promise<Cluster> {
  const recorded = await recordedLocation(dataDir);
  const location = recorded || join(dataDir, 'postgres');
  const owner = await ownerOf(location);
  if (!isRoot()) return { location, user: checkOwnership(location, owner) };
  const user = owner?.uid ? { ...owner, name: `user ${owner.uid}` } : await findServerUser();
  if (recorded || (await letThrough(user, dataDir))) return { location, user };
  if (owner) throw notReachable(location, user);
  const outside = join(SYSTEM_FOLDER, randomUUID(), 'postgres');
  await writeFile(join(dataDir, POINTER), `${outside}\n`);
  await mkdir(dirname(outside), { recursive: true });
  // Whatever the umask is: the server's user must be able to enter.
  for (const folder of [SYSTEM_FOLDER, dirname(outside)]) await chmod(folder, 0o755);
  return { location: outside, user };
}

/** Where the cluster of a data folder is, null when it has none yet. Changes nothing. */
export async function findCluster(dataDir: string): Promise<Cluster | null> {
  const location = (await recordedLocation(dataDir)) || join(dataDir, 'postgres');
  const version = await stat(join(location, 'PG_VERSION')).catch(() => null);
  return version && { location, user: null };
}

async function recordedLocation(dataDir: string): Promise<string> {
  return (await readFile(join(dataDir, POINTER), 'utf8').catch(() => '')).trim();
}

/** Whether the server's user can enter; a folder that is root's alone is opened to its group. */
async function letThrough(user: ServerUser, dataDir: string): Promise<boolean> {
  if (await canEnter(user, dataDir)) return true;
  const { uid, mode } = await stat(dataDir);
  if (uid !== 0 || (mode & 0o077) !== 0 || !(await canEnter(user, dirname(dataDir)))) return false;
  await chown(dataDir, 0, user.gid);
  await chmod(dataDir, 0o710);
  return canEnter(user, dataDir);
}

async function ownerOf(location: string): Promise<{ uid: number; gid: number } | null> {
  return stat(location).catch(() => null);
}

function checkOwnership(location: string, owner: { uid: number } | null): null {
  if (!owner || process.getuid === undefined || owner.uid === process.getuid()) return null;
  throw new MadrigalError(
    'unavailable',
    `The database in ${location} belongs to another user. Start Madrigal as the user who created it, or give the folder to this one.`,
  );
}

function notReachable(location: string, user: ServerUser): MadrigalError {
  return new MadrigalError(
    'unavailable',
    `PostgreSQL runs as ${user.name}, which may not enter the folders above ${location}. Allow that, or move the data folder.`,
  );
}

/**
 * Creates the cluster unless it is there. initdb works in a folder beside it that is renamed
 * when everything is written, so what a killed first run left behind is never mistaken for it.
 */
export async function ensureCluster(
  cluster: Cluster,
  binaries: Binaries,
  password: string | null,
  progress: (sentence: string) => void,
): Promise<void> {
  const version = await readFile(join(cluster.location, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) return openExisting(cluster, version.trim());
  progress('Setting up the database for the first time');
  const parent = dirname(cluster.location);
  await mkdir(parent, { recursive: true });
  await removeUnfinished(parent);
  const unfinished = join(parent, `postgres-init-${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (cluster.user) await chown(unfinished, cluster.user.uid, cluster.user.gid);
  await initialise(unfinished, cluster, binaries, password);
  await rename(unfinished, cluster.location);
}

async function openExisting(cluster: Cluster, version: string): Promise<void> {
  if (version !== MAJOR_VERSION) {
    throw new MadrigalError(
      'unavailable',
      `The database in ${cluster.location} was made by PostgreSQL ${version}; this version of Madrigal runs PostgreSQL ${MAJOR_VERSION}.`,
    );
  }
  if (cluster.user) await giveTo(cluster.user, cluster.location);
  if (process.platform !== 'win32') await chmod(cluster.location, 0o700);
}

/** A backup that root copied back belongs to root. */
async function giveTo(user: ServerUser, folder: string): Promise<void> {
  const { uid } = await stat(folder);
  if (uid === user.uid) return;
  await run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

async function removeUnfinished(parent: string): Promise<void> {
  const leftovers = (await readdir(parent)).filter((name) => name.startsWith('postgres-init-'));
  for (const name of leftovers) {
    // An initdb that outlived its node may still be writing there.
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function initialise(
  folder: string,
  cluster: Cluster,
  binaries: Binaries,
  password: string | null,
): Promise<void> {
  const passwordFile = `${folder}-password`;
  const auth = password ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust'];
  if (password) await writeFile(passwordFile, password, { mode: 0o600 });
  if (password && cluster.user) await chown(passwordFile, cluster.user.uid, cluster.user.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const options = ['-D', folder, '--username=madrigal', ...locale, '--lc-messages=C', ...auth];
  try {
    // PostgreSQL's own locale: the order of texts does not change with the system's C library.
    await run(binaries.initdb, options, spawnOptions(cluster.user));
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new MadrigalError(
      'unavailable',
      `PostgreSQL could not set up its files in ${cluster.location}: ${stderr.trim() || error}`,
      { cause: error },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}
