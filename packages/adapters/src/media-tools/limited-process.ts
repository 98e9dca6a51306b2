import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Writable } from 'node:stream';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import { MadrigalError } from '@madrigal/core/shared';

/** What a child may use. Memory and CPU time are enforced on Linux, wall-clock time everywhere. */
export interface ProcessLimits {
  /** Wall-clock time in ms. */
  timeMs: number;
  /** Writable private memory in bytes (RLIMIT_DATA). */
  memoryBytes: number;
}

export interface LimitedRun extends ProcessLimits {
  command: string;
  args: readonly string[];
  signal: AbortSignal;
  /**
   * Fed to the child's standard input, which is closed otherwise. A function is handed the open
   * stream as soon as the child runs, and has to close it.
   */
  input?: Uint8Array | ((stdin: Writable) => void);
  /** Where standard output goes: the standard input of another child. */
  output?: Writable;
  /** Takes standard output as it comes; throwing ends the child and rejects with that error. */
  onOutput?: (chunk: Buffer) => void;
  /** Takes standard output at its own pace; throwing ends the child and rejects with that error. */
  drain?: (stdout: AsyncIterable<Buffer>) => Promise<void>;
  /** Takes standard error as it comes. */
  onLog?: (text: string) => void;
}

export interface ProcessEnd {
  exitCode: number | null;
  exitSignal: NodeJS.Signals | null;
  /** The end of standard error, for logs and never for people. */
  log: string;
}

/** The time of a child ran out. */
export class TookTooLongError extends MadrigalError {
  constructor() {
    super('unavailable', 'Reading the file took too long.');
  }
}

/**
 * Work on a file that takes as long again when it is tried again.
 * @throws MediaRejectedError `took_too_long` with this text in place of {@link TookTooLongError}
 */
export async function rejectSlow<T>(work: Promise<T>, text: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TookTooLongError) throw new MediaRejectedError('took_too_long', text);
    throw error;
  }
}

/** A little behind what people wait for; at the lowest priority a busy machine would starve a job. */
const NICENESS = 5;
const LOG_TAIL_CHARS = 65_536;
const TERM_GRACE_MS = 2_000;
/** CPU time allowed per second of wall-clock time: a bound for children whose parent was killed. */
const CPU_PER_WALL = 2;
// `exec` keeps the pid, so that signals and the priority reach the program itself. RLIMIT_DATA
// instead of RLIMIT_AS: the address space that V8 and malloc arenas only reserve is not counted.
// `setpriv` of util-linux has the kernel end the child when this process dies, however it dies: a
// killed worker would otherwise leave hours of work behind that nobody waits for.
const LIMIT_SCRIPT =
  'ulimit -c 0 && ulimit -t "$1" && ulimit -d "$2" || exit 126; shift 2; ' +
  'command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL -- "$@"; exec "$@"';

/**
 * Runs a program on hostile input: in its own process group (a Ctrl-C in the terminal does not
 * reach it), with an empty environment, lower priority and {@link ProcessLimits}. Settles only
 * after the child is gone.
 * @throws the signal's reason when aborted, {@link TookTooLongError}, `unavailable` when it could not
 *   start
 */
export async function runLimited(run: LimitedRun): Promise<ProcessEnd> {
  run.signal.throwIfAborted();
  const child = start(run);
  let failure: unknown = null;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (reason: unknown): void => {
    if (failure !== null) return;
    failure = reason;
    kill(child, 'SIGTERM');
    killTimer = setTimeout(() => kill(child, 'SIGKILL'), TERM_GRACE_MS);
  };
  const onAbort = (): void => stop(run.signal.reason);
  run.signal.addEventListener('abort', onAbort, { once: true });
  const timeout = setTimeout(() => stop(new TookTooLongError()), run.timeMs);
  try {
    const end = await communicate(child, run, stop);
    if (failure !== null) throw failure;
    return end;
  } finally {
    clearTimeout(timeout);
    clearTimeout(killTimer);
    run.signal.removeEventListener('abort', onAbort);
  }
}

function start(run: LimitedRun): ChildProcess {
  const [command, args] = withLimits(run);
  const child = spawn(command, args, {
    env: {},
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: [run.input ? 'pipe' : 'ignore', run.output ?? 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) lowerPriority(child.pid);
  return child;
}

/** Ends the child with whatever it started; its process group has its pid. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It is gone already.
  }
}

function withLimits(run: LimitedRun): [string, string[]] {
  if (process.platform !== 'linux') return [run.command, [...run.args]];
  const cpuSeconds = Math.ceil((run.timeMs / 1000) * CPU_PER_WALL);
  const memoryKib = Math.floor(run.memoryBytes / 1024);
  const limits = [String(cpuSeconds), String(memoryKib)];
  return ['/bin/sh', ['-c', LIMIT_SCRIPT, 'sh', ...limits, run.command, ...run.args]];
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It ended already, or the platform does not allow it: priority is a courtesy to others.
  }
}

function communicate(
  child: ChildProcess,
  run: LimitedRun,
  stop: (reason: unknown) => void,
): Promise<ProcessEnd> {
  let log = '';
  const drained = takeOutput(child, run).catch(stop);
  if (!run.drain) {
    child.stdout?.on('data', (chunk: Buffer) => {
      try {
        run.onOutput?.(chunk);
      } catch (error) {
        stop(error);
      }
    });
  }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_TAIL_CHARS);
    run.onLog?.(text);
  });
  // A child that ends without reading its input breaks the pipe; its exit code tells the story.
  child.stdin?.on('error', () => {});
  if (child.stdin && typeof run.input === 'function') run.input(child.stdin);
  else child.stdin?.end(run.input);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new MadrigalError('unavailable', 'A media tool could not be started.', { cause })),
    );
    child.once('close', (exitCode, exitSignal) =>
      drained.then(() => resolve({ exitCode, exitSignal, log })),
    );
  });
}

async function takeOutput({ stdout }: ChildProcess, run: LimitedRun): Promise<void> {
  if (stdout && run.drain) await run.drain(stdout);
}

/** The last one is how GLib, which libvips allocates with, and V8 end where they get no memory. */
const CRASHES: readonly NodeJS.Signals[] = [
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGTRAP',
];

/** True when the input itself brought the program down, rather than somebody from outside. */
export function crashed(end: ProcessEnd): boolean {
  return end.exitSignal !== null && CRASHES.includes(end.exitSignal);
}

/** True when somebody from outside ended the program, such as the kernel when memory ran out. */
export function wasKilled(end: ProcessEnd): boolean {
  return end.exitSignal !== null && !crashed(end);
}
