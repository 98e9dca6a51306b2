import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Call, Reply } from './function-process.ts';

/** Lambda's limits of what a synchronous call takes and gives, in bytes of JSON. */
const LARGEST_PAYLOAD = 6 * 1024 * 1024;
/** Output that is kept of each container, in characters. */
const KEPT_OUTPUT = 100_000;
const script = join(import.meta.dirname, 'function-process.ts');

/** A call that did not end well, under the name that Lambda gives it. */
export class FunctionError extends Error {
  readonly type:
    | 'Unhandled'
    | 'Sandbox.Timedout'
    | 'RequestTooLarge'
    | 'ResponseSizeTooLarge'
    | 'TooManyRequests';

  constructor(type: FunctionError['type'], message: string) {
    super(message);
    this.type = type;
  }
}

export interface FunctionOptions {
  name: string;
  /** File with the handler. */
  bundle: string;
  env: Readonly<Record<string, string>>;
  /** `PATH`; ours where nothing is said. */
  path?: string;
  /** Below which each container has a folder of its own. */
  folder: string;
  timeoutMs: number;
  /** Containers at most; further calls wait. */
  containers: number;
}

/** A function that can be called, in containers that are started when needed and kept. */
export interface LocalFunction {
  name: string;
  invoke(event: unknown): Promise<unknown>;
  /** What all containers wrote lately. */
  output(): string;
  /** Ids of the processes that containers are. */
  pids(): number[];
  /** Kills all containers; calls fail that are under way. Others are started when needed. */
  crash(): void;
  /** Kills all containers and has no more of them: calls are refused, those that wait too. */
  dispose(): void;
}

interface Waiting {
  take(container: Container): void;
  refuse(error: FunctionError): void;
}

interface Container {
  child: ChildProcess;
  output: () => string;
}

/**
 * A stand-in of Lambda: one call at a time in each container, which stands still (SIGSTOP) in between, a
 * time limit that kills, and the limits of payloads.
 */
export function createFunction(options: FunctionOptions): LocalFunction {
  const idle: Container[] = [];
  const all = new Set<Container>();
  const waiting: Waiting[] = [];
  let ended = '';
  let starting = 0;
  let isClosed = false;

  const closed = () => new FunctionError('TooManyRequests', `${options.name} is no more.`);
  const forget = (container: Container) => {
    if (!all.delete(container)) return;
    ended = (ended + container.output()).slice(-KEPT_OUTPUT);
    container.child.kill('SIGKILL');
  };
  const free = (container: Container) => {
    const next = waiting.shift();
    if (next) next.take(container);
    else {
      container.child.kill('SIGSTOP');
      idle.push(container);
    }
  };
  const replace = async () => {
    if (waiting.length > 0 && !isClosed) free(await open());
  };
  const open = async () => {
    if (isClosed) throw closed();
    starting += 1;
    try {
      const container = await startContainer(options);
      all.add(container);
      if (isClosed) forget(container);
      return container;
    } finally {
      starting -= 1;
    }
  };
  const take = async (): Promise<Container> => {
    const container = idle.pop();
    if (container) {
      container.child.kill('SIGCONT');
      return container;
    }
    if (all.size + starting < options.containers) return open();
    return new Promise((take, refuse) => waiting.push({ take, refuse }));
  };

  return {
    name: options.name,
    async invoke(event) {
      const text = JSON.stringify(event);
      if (Buffer.byteLength(text) > LARGEST_PAYLOAD) {
        throw new FunctionError('RequestTooLarge', 'The event is larger than a function takes.');
      }
      const container = await take();
      try {
        const result = await call(container, JSON.parse(text), options.timeoutMs);
        free(container);
        return result;
      } catch (error) {
        const isUsable = error instanceof FunctionError && error.type === 'Unhandled';
        if (isUsable && container.child.exitCode === null && container.child.signalCode === null) {
          free(container);
        } else {
          forget(container);
          void replace();
        }
        throw error;
      }
    },
    output: () => ended + [...all].map(({ output }) => output()).join(''),
    pids: () => [...all].flatMap(({ child }) => child.pid ?? []),
    crash: () => {
      idle.length = 0;
      for (const container of all) forget(container);
    },
    dispose: () => {
      isClosed = true;
      idle.length = 0;
      for (const container of all) forget(container);
      for (const { refuse } of waiting.splice(0)) refuse(closed());
    },
  };
}

async function startContainer(options: FunctionOptions): Promise<Container> {
  const { bundle, env, folder, name, path = process.env.PATH ?? '' } = options;
  const dataDir = await mkdtemp(join(folder, `${name}-`));
  const given = { PATH: path, TZ: ':UTC', LANG: 'en_US.UTF-8', AWS_LAMBDA_FUNCTION_NAME: name };
  const command = ['--pdeathsig', 'KILL', '--', process.execPath, script, bundle];
  const child = spawn('setpriv', command, {
    cwd: dirname(bundle),
    env: { ...given, ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_OUTPUT);
    });
  }
  const reply = await replyOf(child);
  if ('ready' in reply) return { child, output: () => text };
  throw new FunctionError('Unhandled', `${name} did not start:\n${text}`);
}

async function call(container: Container, event: unknown, timeoutMs: number): Promise<unknown> {
  const { child } = container;
  const replied = replyOf(child);
  const message: Call = { requestId: randomUUID(), event, deadline: Date.now() + timeoutMs };
  child.send(message);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const reply = await replied;
  clearTimeout(timer);
  if ('error' in reply)
    throw new FunctionError(late(message) ? 'Sandbox.Timedout' : 'Unhandled', reply.error);
  const result = 'result' in reply ? reply.result : null;
  if (Buffer.byteLength(JSON.stringify(result ?? null)) > LARGEST_PAYLOAD) {
    throw new FunctionError('ResponseSizeTooLarge', 'The answer is larger than a function gives.');
  }
  return result;
}

function late({ deadline }: Call): boolean {
  return Date.now() >= deadline;
}

/** What a container says next; that it ended, when it says no more. */
async function replyOf(child: ChildProcess): Promise<Reply> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([reply]) => reply as Reply),
      once(child, 'exit', { signal }).then(([code, by]) => ({
        error: `It ended with ${code ?? by}.`,
      })),
    ]);
  } finally {
    heard.abort();
  }
}
