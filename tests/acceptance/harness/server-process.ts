import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const entryOf = (program: string) => resolve(root, `packages/server/src/entry/${program}.ts`);
const READY = /Madrigal is ready at (https?:\/\/\S+)/;

export interface ServerProcess {
  pid: number;
  /** Address it printed. */
  baseUrl: string;
  /** Everything it has written so far, both streams. */
  output(): string;
  /** Sends a signal and waits for the end; answers the exit code, null when a signal ended it. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface ServerOptions {
  env?: Record<string, string>;
  args?: string[];
  cwd?: string;
  /** The server itself unless it says otherwise. */
  program?: 'all-in-one' | 'backup' | 'restore';
}

interface Started {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function start({
  env = {},
  args = [],
  cwd = root,
  program = 'all-in-one',
}: ServerOptions): Started {
  const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  const child = spawn(process.execPath, [entryOf(program), ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => text, ended };
}

/** Runs a program to its end: the server, for starts that must fail, or a tool. */
export async function runToEnd(
  options: ServerOptions,
): Promise<{ code: number | null; output: string }> {
  const { output, ended } = start(options);
  return { code: await ended, output: output() };
}

/** Starts the server and kills it after `lifeMs`, ready or not. */
export async function startAndKill(options: ServerOptions, lifeMs: number): Promise<void> {
  const { child, ended } = start(options);
  const killer = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  await ended;
  clearTimeout(killer);
}

/** Starts the server and waits until it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { child, output, ended } = start(options);
  const baseUrl = await new Promise<string>((ready, failed) => {
    const look = () => {
      const address = READY.exec(output())?.[1];
      if (address) ready(address.replace(/\/$/, ''));
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    void ended.then((code) => failed(new Error(`Madrigal ended with ${code}:\n${output()}`)));
  });
  return {
    pid: child.pid ?? 0,
    baseUrl,
    output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
