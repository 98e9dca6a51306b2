import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';

/** First 12 hex digits of a path's SHA-256: names that must be short. */
export function shortHash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

/**
 * Claims a folder for this process until it ends, however it ends: a listening socket that the
 * operating system closes with the process. So a PostgreSQL that still runs on a cluster we
 * could claim is an orphan.
 * @throws MadrigalError `unavailable` while another process holds the claim
 */
export async function claimFolder(location: string): Promise<() => Promise<void>> {
  const address = claimAddress(location);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  if (!(await listens(server, address)) && !(await replaceStale(server, address))) {
    throw new MadrigalError(
      'unavailable',
      `Another Madrigal is running on ${location}. Stop it first, or choose another data folder.`,
    );
  }
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Whether a process that lives holds the claim. */
export function isClaimed(location: string): Promise<boolean> {
  return answers(claimAddress(location));
}

function claimAddress(location: string): string {
  const name = `madrigal-${shortHash(location)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux has socket names outside the filesystem, which vanish with their process.
  if (process.platform === 'linux') return `\0${name}`;
  return join(tmpdir(), `${name}.claim`);
}

async function listens(server: Server, address: string): Promise<boolean> {
  server.listen(address);
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

/** A socket file outlives its process; nobody answers on it then. */
async function replaceStale(server: Server, address: string): Promise<boolean> {
  if (process.platform !== 'darwin' || (await answers(address))) return false;
  await rm(address, { force: true });
  return listens(server, address);
}

/** Whether somebody accepts connections there. */
export async function answers(address: string | { host: string; port: number }): Promise<boolean> {
  const socket = typeof address === 'string' ? connect(address) : connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
