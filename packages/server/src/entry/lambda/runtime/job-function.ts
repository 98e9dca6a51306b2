import { readSqsRecord } from '@madrigal/adapters/jobs/sqs';
import type { Engines } from '../../../compose/engines.ts';
import { jobDeps } from '../../../compose/workers.ts';
import type { Config } from '../../../config/index.ts';
import { type JobOutcome, type RunJobDeps, runJob } from '../../../jobs/index.ts';
import { openContainer } from './container.ts';
import { createEmfMetrics } from './emf-metrics.ts';
import type { FunctionContext, SqsEvent, SqsResult } from './events.ts';
import { once } from './once.ts';

/** Left of a call's time, in ms, when jobs that still run are given back. */
const GIVE_BACK_MS = 5000;
/** Jobs that have ended; all others stay in their queue. */
const ENDED: ReadonlySet<JobOutcome> = new Set(['done', 'dead']);

export type JobFunction = (event: SqsEvent, context: FunctionContext) => Promise<SqsResult>;

/** Opens the engines that jobs of a function need. */
export type OpenEngines = (
  config: Config,
  logger: Awaited<ReturnType<typeof openContainer>>['log'],
) => Promise<Engines>;

/** What workers of functions share: their engines and how they run jobs. */
export function startJobs(name: string, openEngines: OpenEngines) {
  return once(async () => {
    const { config, log } = await openContainer(name, ['--services=worker']);
    const engines = await openEngines(config, log);
    const runDeps: RunJobDeps = {
      source: engines.jobs.source,
      handlerDeps: jobDeps(config, engines, engines.jobs.sender),
      logger: log,
      leaseSeconds: config.jobs.leaseSeconds,
      onEnd: createEmfMetrics(name).onJob,
    };
    return { config, log, engines, runDeps };
  });
}

/**
 * The handler of a function that does jobs: each message is run as a worker runs it, with its lease kept
 * alive, and stays in its queue unless it ended.
 */
export function jobFunction(started: ReturnType<typeof startJobs>): JobFunction {
  started().catch(() => {}); // who calls the function learns what went wrong
  return async ({ Records }, context) => {
    const { config, log, runDeps } = await started();
    const { queue } = config.jobs;
    const prefix = queue.kind === 'sqs' ? queue.queuePrefix : '';
    const shutdown = new AbortController();
    const left = Math.max(0, context.getRemainingTimeInMillis() - GIVE_BACK_MS);
    const timer = setTimeout(() => shutdown.abort(), left);
    const run = async (record: SqsEvent['Records'][number]): Promise<boolean> => {
      const job = readSqsRecord(record, prefix);
      if (!job) throw new Error(`No job of ours comes from ${record.eventSourceARN}.`);
      return ENDED.has(await runJob(runDeps, job, shutdown.signal));
    };
    const ends = await Promise.allSettled(Records.map(run));
    clearTimeout(timer);
    const batchItemFailures = Records.filter((record, index) => {
      const end = ends[index];
      if (end?.status === 'rejected') {
        log.error({ err: end.reason, jobId: record.messageId }, 'job runner failed');
      }
      return end?.status !== 'fulfilled' || !end.value;
    }).map(({ messageId }) => ({ itemIdentifier: messageId }));
    return { batchItemFailures };
  };
}
