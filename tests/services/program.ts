import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const root = resolve(import.meta.dirname, '../..');

/** A process of ours, with all it has written. */
export interface Program {
  name: string;
  pid: number;
  output(): string;
  hasEnded(): boolean;
  /** Sends a signal and waits for the end; answers the exit code, null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program; it ends with us, however we end. */
export function startProgram(
  name: string,
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-200_000);
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    name,
    pid: child.pid ?? 0,
    output: () => text,
    hasEnded: () => isOver(child),
    end: (signal) => {
      if (!isOver(child)) child.kill(signal);
      return ended;
    },
  };
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Waits until `text` is in the output. @throws with the output when the program ends before */
export async function untilSaid(
  program: Program,
  text: RegExp,
  withinMs = 180_000,
): Promise<string> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = text.exec(program.output());
    if (found) return found[1] ?? found[0];
    if (program.hasEnded() || Date.now() > deadline) {
      throw new Error(`${program.name} did not say ${text}:\n${program.output().slice(-4000)}`);
    }
    await delay(50);
  }
}
