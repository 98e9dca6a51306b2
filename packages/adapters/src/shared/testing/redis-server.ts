import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';

/** A Redis server of our own, kept in memory. */
export interface RedisServer {
  url: string;
  /** Ends it at once, with all it knew. */
  kill(): Promise<void>;
  /** Starts it again at the same address, empty. */
  start(): Promise<void>;
  /** Stops and continues the process, as a machine that hangs. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  dispose(): Promise<void>;
}

export const REDIS_PACKAGE = 'redis-server';

export function isRedisInstalled(): boolean {
  const paths = (process.env.PATH ?? '').split(delimiter);
  return paths.some((path) => existsSync(join(path, 'redis-server')));
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let server = await launch(port);
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      server = await launch(port);
    },
    signal: (name) => void server.kill(name),
    dispose: kill,
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--daemonize',
    'no',
  ];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of server.stdout) {
    output += chunk;
    if (output.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`Redis did not start. ${output}`);
}
