import {
  hasCode,
  type JobKind,
  type JobSource,
  type LeasedJob,
  type Logger,
  MAX_ATTEMPTS,
} from '@madrigal/core/shared';
import { z } from 'zod';
import { forRequest } from '../request-context.ts';
import { inJobSpan } from '../tracing/index.ts';
import { type JobDeps, jobHandlers } from './handlers.ts';

const LONGEST_DELAY_SECONDS = 60;
const FIRST_DELAY_SECONDS_WHILE_AWAY = 2;

export interface RunJobDeps {
  source: JobSource;
  handlerDeps: JobDeps;
  logger: Logger;
  leaseSeconds: number;
  /** Told how every attempt ended. */
  onEnd?: (end: JobEnd) => void;
}

/** How an attempt at a job ended. */
export interface JobEnd {
  kind: JobKind;
  outcome: JobOutcome;
  ms: number;
}

export type JobOutcome =
  | 'done'
  /** Will be tried again. */
  | 'failed'
  /** Failed for good, or was never understood. */
  | 'dead'
  /** Another worker has it by now. */
  | 'lost'
  /** Given back because this worker stops. */
  | 'stopped';

/**
 * Does one leased job to its end: parse, run while the lease is kept alive, then complete it, or
 * give it back with a delay that doubles, or bury what can never work.
 */
export async function runJob(
  deps: RunJobDeps,
  job: LeasedJob,
  shutdown: AbortSignal,
): Promise<JobOutcome> {
  const startedAt = performance.now();
  const { requestId, traceparent } = originOf(job.payload);
  const attempt = () =>
    inJobSpan({ ...job, sender: traceparent }, () => tryJob(deps, job, shutdown));
  const outcome = await (requestId ? forRequest({ requestId, inJob: true }, attempt) : attempt());
  deps.onEnd?.({ kind: job.kind, outcome, ms: performance.now() - startedAt });
  return outcome;
}

const Origin = z.object({ requestId: z.string().optional(), traceparent: z.string().optional() });

/** The request that this job goes back to, over however many jobs, and the span that sent it. */
function originOf(payload: unknown): z.infer<typeof Origin> {
  return Origin.safeParse(payload).data ?? {};
}

async function tryJob(
  deps: RunJobDeps,
  job: LeasedJob,
  shutdown: AbortSignal,
): Promise<JobOutcome> {
  const logger = deps.logger.child({ jobId: job.id, kind: job.kind, attempt: job.attempt });
  const handler = jobHandlers[job.kind];
  const parsed = handler.payload.safeParse(job.payload);
  if (!parsed.success) {
    logger.error({ faults: parsed.error.issues }, 'job payload not understood');
    await deps.source.bury(job, 'payload not understood');
    return 'dead';
  }
  const lease = keepLease(deps, job, logger);
  const signal = AbortSignal.any([lease.lost, shutdown]);
  try {
    // The payload was parsed with the schema of its own kind, which the type checker cannot follow.
    await handler.run(deps.handlerDeps, parsed.data as never, signal);
    await deps.source.complete(job);
    logger.info({}, 'job done');
    return 'done';
  } catch (error) {
    if (!lease.lost.aborted) {
      const stopped = shutdown.aborted;
      return await giveBack(deps, job, { error, stopped, payload: parsed.data, logger });
    }
    logger.warn({ err: error }, 'job lost its lease');
    return 'lost';
  } finally {
    lease.release();
  }
}

interface Failure {
  error: unknown;
  stopped: boolean;
  payload: unknown;
  logger: Logger;
}

async function giveBack(deps: RunJobDeps, job: LeasedJob, failure: Failure): Promise<JobOutcome> {
  const { error, stopped, logger } = failure;
  const reason = error instanceof Error ? error.message : String(error);
  if (stopped) {
    await deps.source.release(job);
    return 'stopped';
  }
  logger.error({ err: error }, 'job failed');
  const delaySeconds = hasCode(error, 'unavailable') ? delayWhileAwaySeconds : retryDelaySeconds;
  await deps.source.fail(job, reason, delaySeconds(job.attempt, Math.random()));
  if (job.attempt < MAX_ATTEMPTS) return 'failed';
  await jobHandlers[job.kind].giveUp(deps.handlerDeps, failure.payload as never);
  return 'dead';
}

/**
 * Exponential backoff with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015), in whole seconds; `random` is in [0, 1).
 */
export function retryDelaySeconds(attempt: number, random: number): number {
  return Math.ceil(random * Math.min(LONGEST_DELAY_SECONDS, 2 ** attempt));
}

/**
 * The same for a job that something is away for, which is no fault of the job: 2, 8, 32 and 128 s with equal
 * jitter, between half and the whole of it. A job outlives whatever is back within 85 s.
 */
export function delayWhileAwaySeconds(attempt: number, random: number): number {
  const whole = FIRST_DELAY_SECONDS_WHILE_AWAY * 4 ** (attempt - 1);
  return Math.ceil(whole * (0.5 + random / 2));
}

/**
 * Prolongs a lease three times per lease time until released. It is lost when the queue says so,
 * or when the queue could not be reached for as long as the lease lasts.
 */
function keepLease(deps: RunJobDeps, job: LeasedJob, logger: Logger) {
  const lost = new AbortController();
  const leaseMs = deps.leaseSeconds * 1000;
  let heldUntil = Date.now() + leaseMs;
  const extend = async () => {
    try {
      await deps.source.extend(job, deps.leaseSeconds);
      heldUntil = Date.now() + leaseMs;
    } catch (err) {
      logger.warn({ err }, 'lease could not be prolonged');
      if (hasCode(err, 'conflict') || Date.now() >= heldUntil) lost.abort(err);
    }
  };
  const timer = setInterval(extend, leaseMs / 3);
  return { lost: lost.signal, release: () => clearInterval(timer) };
}
