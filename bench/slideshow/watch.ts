import { readdirSync, readFileSync } from 'node:fs';

/** What processes below this one used while something ran. */
export interface Use {
  seconds: number;
  /** Time on processors of processes that were seen, in s. */
  cpuSeconds: number;
  /** Largest sum of resident memory at one time, in bytes. */
  peakBytes: number;
}

const SAMPLE_MS = 50;
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

interface ProcessState {
  parent: number;
  ticks: number;
  bytes: number;
}

/** Runs something and samples all processes below this one (Linux only). */
export async function watch(run: () => Promise<unknown>): Promise<Use> {
  const ticks = new Map<number, number>();
  let peakBytes = 0;
  const sample = (): void => {
    const below = processesBelow(process.pid);
    for (const [pid, state] of below) ticks.set(pid, state.ticks);
    peakBytes = Math.max(
      peakBytes,
      [...below.values()].reduce((sum, state) => sum + state.bytes, 0),
    );
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const start = performance.now();
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - start) / 1000;
  const sum = [...ticks.values()].reduce((total, value) => total + value, 0);
  return { seconds, cpuSeconds: sum / TICKS_PER_SECOND, peakBytes };
}

function processesBelow(root: number): Map<number, ProcessState> {
  const all = new Map<number, ProcessState>();
  for (const name of readdirSync('/proc')) {
    const state = /^\d+$/.test(name) ? readState(name) : null;
    if (state) all.set(Number(name), state);
  }
  const isBelow = (pid: number): boolean => {
    for (let at = all.get(pid)?.parent; at; at = all.get(at)?.parent) if (at === root) return true;
    return false;
  };
  return new Map([...all].filter(([pid]) => isBelow(pid)));
}

/** See proc_pid_stat(5); null when the process is gone. */
function readState(pid: string): ProcessState | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent, user, system, pages] = [1, 11, 12, 21].map((at) => fields[at] ?? 0);
    return {
      parent: parent ?? 0,
      ticks: (user ?? 0) + (system ?? 0),
      bytes: (pages ?? 0) * PAGE_BYTES,
    };
  } catch {
    return null;
  }
}
