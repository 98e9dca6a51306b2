import { sweepUploads } from '@madrigal/core/media/upload';
import { type JobSender, jobKinds } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { type JobDeps, startSchedule, startWorker, type Worker } from '../jobs/index.ts';
import type { Engines } from './engines.ts';

const IDLE_MS = 1000;

/** A worker for all kinds of jobs and the sweep, until `stack` ends. */
export function startWorkers(
  config: Config,
  engines: Engines,
  jobs: JobSender,
  stack: AsyncDisposableStack,
): Worker {
  const { logger } = engines;
  const worker = startWorker(
    {
      source: engines.jobs.source,
      handlerDeps: jobDeps(engines, jobs),
      logger,
      leaseSeconds: config.jobs.leaseSeconds,
    },
    { kinds: jobKinds, concurrency: config.jobs.concurrency, idleMs: IDLE_MS },
  );
  stack.defer(() => worker.stop());
  const schedule = startSchedule(
    'sweep',
    config.jobs.sweepIntervalSeconds * 1000,
    () => sweep(config, engines, jobs),
    logger,
  );
  stack.defer(() => schedule.stop());
  return worker;
}

function jobDeps(engines: Engines, jobs: JobSender): JobDeps {
  return {
    ...engines,
    jobs,
    raw: engines.blobs.raw.store,
    processed: engines.blobs.processed.store,
  };
}

async function sweep(config: Config, engines: Engines, jobs: JobSender): Promise<void> {
  const { clock, events, uploads, logger, blobs } = engines;
  await sweepUploads({
    uploads,
    raw: blobs.raw.store,
    jobs,
    deadJobs: engines.jobs.source,
    events,
    clock,
    logger,
    // A job under way reports progress at least once per lease; four leases of silence mean it is lost.
    stalledAfterMs: config.jobs.leaseSeconds * 4 * 1000,
  });
}
