import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { answers } from './claim.ts';
import type { Cluster } from './cluster.ts';

/** How clients reach a server that runs. */
export interface ServedAt {
  address: string | { host: string; port: number };
  connectionString(database: string): Promise<string>;
}

/**
 * Lines of postmaster.pid, of which line 4 is the port, line 5 the socket folder, and line 8 says
 * `ready` (PostgreSQL's `miscadmin.h`).
 */
export async function readPidFile(cluster: Cluster): Promise<string[]> {
  const path = join(cluster.location, 'postmaster.pid');
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
}

/**
 * Where a server accepts connections for this cluster, null when none does. The process id in
 * postmaster.pid alone could be anybody's by now.
 */
export async function findServer(cluster: Cluster): Promise<ServedAt | null> {
  const lines = await readPidFile(cluster);
  const [port, folder] = [lines[3], lines[4]];
  if (!port) return null;
  const served = folder ? atSocket(folder, port) : atPort(cluster, Number(port));
  return (await answers(served.address)) ? served : null;
}

function atSocket(folder: string, port: string): ServedAt {
  return {
    address: join(folder, `.s.PGSQL.${port}`),
    connectionString: async (database) => socketConnection(folder, port, database),
  };
}

/** Connection string for a server that listens on a socket in `folder`. */
export function socketConnection(folder: string, port: string, database: string): string {
  const query = new URLSearchParams({ host: folder, port, sslmode: 'disable' });
  return `postgresql://madrigal@localhost/${database}?${query}`;
}

function atPort(cluster: Cluster, port: number): ServedAt {
  return {
    address: { host: '127.0.0.1', port },
    connectionString: async (database) =>
      portConnection(await readFile(passwordPath(cluster), 'utf8'), port, database),
  };
}

/** Connection string for a server on a port of this machine. */
export function portConnection(password: string, port: number, database: string): string {
  return `postgresql://madrigal:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** File with the password of a cluster that is reached through a port. */
export function passwordPath(cluster: Cluster): string {
  return join(dirname(cluster.location), 'postgres-password');
}
