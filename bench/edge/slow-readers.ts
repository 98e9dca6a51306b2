import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type RunningServer, residentMegabytes } from './servers.ts';

const READ_BYTES = 8 * 1024;
const READ_EVERY_MS = 50;
const MEASURE_MS = 4000;

/** Largest resident memory in MB of a server while so many clients read a large file slowly. */
export async function memoryUnderSlowReaders(
  server: RunningServer,
  path: string,
  count: number,
): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => openSlowReader(server.url, path)),
  );
  const timer = setInterval(() => {
    for (const socket of sockets) socket.read(READ_BYTES);
  }, READ_EVERY_MS);
  let largest = 0;
  const end = performance.now() + MEASURE_MS;
  while (performance.now() < end) {
    largest = Math.max(largest, residentMegabytes(server.pid));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  clearInterval(timer);
  for (const socket of sockets) socket.destroy();
  return largest;
}

/** A client that has asked for a file and got its first bytes. */
async function openSlowReader(url: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  await once(socket, 'readable');
  const start = socket.read()?.toString('latin1') ?? '';
  if (!start.startsWith('HTTP/1.1 200')) throw new Error(`Unexpected answer: ${start}`);
  return socket;
}
