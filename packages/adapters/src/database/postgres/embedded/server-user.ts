import { execFile, type SpawnOptions } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { MadrigalError } from '@madrigal/core/shared';

const run = promisify(execFile);

/** The account PostgreSQL runs as when we are root, which PostgreSQL refuses to run as. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/** Accounts that may exist already, the best first. */
const KNOWN_NAMES = ['postgres', 'madrigal'];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An account without privileges: `postgres` or `madrigal` if there is one, else a new system
 * account `madrigal`, else `nobody`.
 * @throws MadrigalError `unavailable` when there is none and none can be made
 */
export async function findServerUser(): Promise<ServerUser> {
  const known = await lookUp(KNOWN_NAMES);
  if (known) return known;
  const options = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'madrigal'];
  await run('useradd', options).catch(() => undefined);
  const user = await lookUp(['madrigal', 'nobody']);
  if (user) return user;
  throw new MadrigalError(
    'unavailable',
    'PostgreSQL does not run as root and there is no other account. Start Madrigal as another user.',
  );
}

async function lookUp(names: string[]): Promise<ServerUser | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const entries = passwd.split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const entry = entries.find((fields) => fields[0] === name);
    const [uid, gid] = [Number(entry?.[2]), Number(entry?.[3])];
    if (uid > 0 && gid > 0) return { name, uid, gid };
  }
  return null;
}

/** How to start a program of the server: as its user, without our environment and its secrets. */
export function spawnOptions(user: ServerUser | null): SpawnOptions {
  if (process.platform === 'win32') return { windowsHide: true };
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
  return user ? { env, uid: user.uid, gid: user.gid, cwd: '/' } : { env };
}

/** Whether the server's user can enter a folder, given the folders above it. */
export async function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  const options = { uid: user.uid, gid: user.gid, cwd: '/' };
  return run('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], options).then(
    () => true,
    () => false,
  );
}
