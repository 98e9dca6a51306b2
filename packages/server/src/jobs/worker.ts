import { setTimeout as delay } from 'node:timers/promises';
import type { JobKind } from '@madrigal/core/shared';
import { type RunJobDeps, runJob } from './run-job.ts';

export interface WorkerOptions {
  kinds: readonly JobKind[];
  /** Jobs done at the same time. */
  concurrency: number;
  /** How long to wait, in ms, before an empty queue is asked again. */
  idleMs: number;
  /** How long jobs under way may go on after `stop`, in ms. */
  graceMs: number;
}

export interface Worker {
  /** Looks for work at once instead of at the next poll. */
  wake(): void;
  /** Takes no more jobs. */
  retire(): void;
  /** Takes no more jobs; aborts the ones that still run after the grace and gives them back. */
  stop(): Promise<void>;
}

/** Does jobs of some kinds until stopped. */
export function startWorker(deps: RunJobDeps, options: WorkerOptions): Worker {
  const retired = new AbortController();
  const shutdown = new AbortController();
  let alarm = new AbortController();
  const wake = () => alarm.abort();
  const running = new Set<Promise<unknown>>();

  const loop = async () => {
    while (!retired.signal.aborted) {
      alarm = new AbortController();
      const free = options.concurrency - running.size;
      const jobs = free > 0 ? await leaseOrNone(deps, options.kinds, free) : [];
      for (const job of jobs) {
        const run = runJob(deps, job, shutdown.signal)
          .catch((err) => deps.logger.error({ err, jobId: job.id }, 'job runner failed'))
          .finally(() => {
            running.delete(run);
            wake();
          });
        running.add(run);
      }
      if (jobs.length === 0) await pause(options.idleMs, [alarm.signal, retired.signal]);
    }
    await Promise.all(running);
  };

  const ended = loop();
  return {
    wake,
    retire: () => retired.abort(),
    stop: async () => {
      retired.abort();
      const patience = setTimeout(() => shutdown.abort(), options.graceMs);
      if (options.graceMs === 0) shutdown.abort();
      await ended;
      clearTimeout(patience);
    },
  };
}

/** A queue that cannot be reached is asked again later; it must not end the worker. */
async function leaseOrNone(deps: RunJobDeps, kinds: readonly JobKind[], max: number) {
  try {
    return await deps.source.lease(kinds, max, deps.leaseSeconds);
  } catch (err) {
    deps.logger.error({ err }, 'could not ask for jobs');
    return [];
  }
}

async function pause(ms: number, signals: AbortSignal[]): Promise<void> {
  await delay(ms, undefined, { signal: AbortSignal.any(signals) }).catch(() => {});
}
