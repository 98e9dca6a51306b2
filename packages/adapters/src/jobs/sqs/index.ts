import { SQSClient } from '@aws-sdk/client-sqs';
import type { JobSender, JobSource } from '@madrigal/core/shared';
import { listDead, revive } from './dead-letters.ts';
import { sqsErrors } from './errors.ts';
import { measure } from './measure.ts';
import { ensureQueues, findQueues } from './queues.ts';
import { bury, complete, extend, fail, lease, release, type SqsContext, send } from './source.ts';

export { readSqsRecord, type SqsRecord } from './records.ts';

const { translated } = sqsErrors;
const CONNECT_MS = 3000;
/** Longer than SQS's longest wait. */
const IDLE_MS = 30_000;
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_WAIT_SECONDS = 5;

export interface SqsJobsOptions {
  region: string;
  /** Each kind has the queues `PREFIX-audio-process` and `PREFIX-audio-process-dead`. */
  queuePrefix: string;
  /** Makes missing queues and sets their attributes, where no infrastructure code does it. */
  createQueues: boolean;
  /** Address of a server that speaks SQS's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain (role of the function, task or instance, then environment). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** How long `lease` waits for a job when none is due, 0 to 20 s. Default 5. */
  waitSeconds?: number;
  /** Tries of a request, with exponential backoff and jitter between them. Default 5. */
  maxAttempts?: number;
}

export interface SqsJobs {
  sender: JobSender;
  source: JobSource;
  /** Finds the queues. Every process calls it before the first job. @throws unavailable */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The job queue on SQS standard queues, one and a dead-letter queue for each kind.
 *
 * `dedupeKey` has no effect: a standard queue cannot know what waits in it, and a FIFO queue only
 * what was sent within five minutes. Handlers are idempotent, so a second job costs a look.
 * A `group` makes fair queues of them ("Amazon SQS fair queues" in SQS's developer guide): while many
 * messages of one group are in flight, those of others come first.
 * Delays are 15 minutes at most, a lease 12 hours with all its extensions, and what waits for 14
 * days is dropped. A job whose last lease runs out becomes a dead letter when somebody next asks.
 */
export function createSqsJobs(options: SqsJobsOptions): SqsJobs {
  const { region, endpoint, credentials, queuePrefix } = options;
  const client = new SQSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  });
  const context: SqsContext = {
    client,
    queues: new Map(),
    waitSeconds: options.waitSeconds ?? DEFAULT_WAIT_SECONDS,
  };
  return {
    sender: { send: (job) => translated(() => send(context, job)) },
    source: createSource(context),
    start: () =>
      translated(async () => {
        const open = options.createQueues ? ensureQueues : findQueues;
        context.queues = await open(client, queuePrefix);
      }),
    async stop() {
      client.destroy();
    },
  };
}

function createSource(context: SqsContext): JobSource {
  return {
    lease: (kinds, max, seconds) => translated(() => lease(context, kinds, max, seconds)),
    extend: (job, seconds) => translated(() => extend(context, job, seconds)),
    complete: (job) => translated(() => complete(context, job)),
    fail: (job, reason, delay) => translated(() => fail(context, job, reason, delay)),
    release: (job) => translated(() => release(context, job)),
    bury: (job, reason) => translated(() => bury(context, job, reason)),
    listDead: (limit) => translated(() => listDead(context, limit)),
    revive: (deadJobId) => translated(() => revive(context, deadJobId)),
    measure: () => translated(() => measure(context)),
  };
}
