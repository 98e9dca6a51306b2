import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, lstat, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import { shortHash } from './claim.ts';
import type { Cluster } from './cluster.ts';
import { passwordPath, portConnection, socketConnection } from './running.ts';
import { canEnter } from './server-user.ts';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the closing NUL included. */
const MAX_SOCKET_PATH_BYTES = 103;
const SOCKET_NAME = '.s.PGSQL.5432';

/** How the server listens and how to connect to it. */
export interface Endpoint {
  settings: Record<string, string | number>;
  connectionString(database: string): string;
  dispose(): Promise<void>;
}

export type Transport = 'socket' | 'tcp';

/** A socket in a folder that only the server's user and we can enter. No network, no password. */
export async function socketEndpoint(cluster: Cluster): Promise<Endpoint> {
  const folder = await makeSocketFolder(cluster);
  return {
    settings: { listen_addresses: '', unix_socket_directories: folder, port: 5432 },
    connectionString: (database) => socketConnection(folder, '5432', database),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function makeSocketFolder(cluster: Cluster): Promise<string> {
  const folder = join(await socketParent(cluster), `madrigal-${shortHash(cluster.location)}`);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { uid } = await lstat(folder);
  const serverUid = cluster.user?.uid ?? process.getuid?.();
  const ours = (await lstat(folder)).isDirectory() && [serverUid, process.getuid?.()].includes(uid);
  if (!ours) {
    throw new MadrigalError('unavailable', `${folder} belongs to somebody else. Remove it first.`);
  }
  if (cluster.user) await chown(folder, cluster.user.uid, cluster.user.gid);
  await chmod(folder, 0o700);
  return folder;
}

async function socketParent(cluster: Cluster): Promise<string> {
  for (const folder of [await realpath(tmpdir()), '/tmp']) {
    const path = join(folder, `madrigal-${shortHash('')}`, SOCKET_NAME);
    const fits = Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES;
    if (fits && (!cluster.user || (await canEnter(cluster.user, folder)))) return folder;
  }
  throw new MadrigalError('unavailable', 'There is no folder for temporary files to use.');
}

/** A port of 127.0.0.1 and a password: for Windows, whose PostgreSQL is best reached so. */
export async function tcpEndpoint(password: string, wanted?: number): Promise<Endpoint> {
  const port = wanted ?? (await freePort());
  return {
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port },
    connectionString: (database) => portConnection(password, port, database),
    dispose: async () => {},
  };
}

/** The password beside a cluster; made before the cluster is. */
export async function ensurePassword(cluster: Cluster): Promise<string> {
  const path = passwordPath(cluster);
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known) return known;
  const password = randomBytes(24).toString('hex');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, password, { mode: 0o600 });
  return password;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP port was expected.');
  return address.port;
}
