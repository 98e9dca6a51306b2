import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import {
  type JobKind,
  type LeasedJob,
  MAX_ATTEMPTS,
  MadrigalError,
  type NewJob,
} from '@madrigal/core/shared';
import { isLeaseLost } from './errors.ts';
import { decodeBody, encodeBody } from './message.ts';
import { type Queues, queueOf } from './queues.ts';

/** Limits of SQS. */
export const BATCH = 10;
const MAX_VISIBILITY_SECONDS = 12 * 3600;
const MAX_DELAY_SECONDS = 900;
/** How long a job stays hidden while another message takes its place. */
const CHANGEOVER_SECONDS = 60;

export interface SqsContext {
  client: SQSClient;
  queues: Queues;
  /** How long to wait for a job when none is due; 0 asks only some of SQS's servers. */
  waitSeconds: number;
}

export async function send(
  { client, queues }: SqsContext,
  { kind, payload, group, delaySeconds = 0 }: NewJob,
): Promise<void> {
  const delay = Math.ceil(delaySeconds);
  if (delay > MAX_DELAY_SECONDS) {
    throw new MadrigalError('invalid_request', 'SQS delays a job by 15 minutes at most.');
  }
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueOf(queues, kind).url,
      MessageBody: encodeBody({ payload }),
      DelaySeconds: delay,
      ...groupOf(group),
    }),
  );
}

/** On a standard queue this does not order anything: it makes a fair queue of it. */
function groupOf(group: string | null | undefined): { MessageGroupId?: string } {
  return group ? { MessageGroupId: groupIdOf(group) } : {};
}

/** SQS takes up to 128 letters, digits and signs of ASCII; any other text is hashed. */
function groupIdOf(group: string): string {
  if (/^[\x21-\x7e]{1,128}$/.test(group)) return group;
  return createHash('sha256').update(group).digest('hex');
}

/** Takes what is due kind by kind; where nothing is, waits on several kinds at once. */
export async function lease(
  context: SqsContext,
  kinds: readonly JobKind[],
  max: number,
  leaseSeconds: number,
): Promise<LeasedJob[]> {
  const order = rotated(kinds);
  const due = await leaseDue(context, order, max, leaseSeconds);
  if (due.length > 0 || context.waitSeconds === 0) return due;
  const shares = sharesOf(max, order.length);
  const waiting = order.map((kind, index) =>
    receive(context, kind, shares[index] ?? 0, leaseSeconds, context.waitSeconds),
  );
  return fulfilled(await Promise.allSettled(waiting));
}

/** So that a busy kind does not starve the ones named after it. */
function rotated<T>(items: readonly T[]): T[] {
  const start = Math.floor(Math.random() * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}

async function leaseDue(
  context: SqsContext,
  kinds: readonly JobKind[],
  max: number,
  leaseSeconds: number,
): Promise<LeasedJob[]> {
  const leased: LeasedJob[] = [];
  try {
    for (const kind of kinds) {
      for (;;) {
        const wanted = Math.min(BATCH, max - leased.length);
        const jobs = await receive(context, kind, wanted, leaseSeconds, 0);
        leased.push(...jobs);
        if (jobs.length < wanted || leased.length === max) break;
      }
    }
  } catch (error) {
    if (leased.length === 0) throw error; // else: what is leased must reach the caller
  }
  return leased;
}

/** `max` divided so that together no more is taken. */
function sharesOf(max: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => Math.floor(max / count) + (i < max % count ? 1 : 0),
  );
}

function fulfilled(settled: readonly PromiseSettledResult<LeasedJob[]>[]): LeasedJob[] {
  const jobs = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed && jobs.length === 0) throw failed.reason;
  return jobs;
}

async function receive(
  { client, queues }: SqsContext,
  kind: JobKind,
  max: number,
  leaseSeconds: number,
  waitSeconds: number,
): Promise<LeasedJob[]> {
  if (max === 0) return [];
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueOf(queues, kind).url,
      MaxNumberOfMessages: Math.min(BATCH, max),
      VisibilityTimeout: visibilityOf(leaseSeconds),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'MessageGroupId'],
    }),
  );
  return Messages.map((message) => toLeasedJob(kind, message));
}

function toLeasedJob(kind: JobKind, message: Message): LeasedJob {
  const { MessageId = '', ReceiptHandle = '', Body, Attributes } = message;
  const { payload, attemptsBefore = 0 } = decodeBody(Body);
  return {
    id: MessageId,
    kind,
    payload,
    attempt: attemptsBefore + Number(Attributes?.ApproximateReceiveCount ?? 1),
    group: Attributes?.MessageGroupId ?? null,
    receipt: ReceiptHandle,
  };
}

export async function extend(
  context: SqsContext,
  job: LeasedJob,
  leaseSeconds: number,
): Promise<void> {
  if (await hideFor(context, job, visibilityOf(leaseSeconds))) return;
  throw new MadrigalError('conflict', 'The lease of this job ran out.');
}

export async function complete({ client, queues }: SqsContext, job: LeasedJob): Promise<void> {
  try {
    await client.send(
      new DeleteMessageCommand({
        QueueUrl: queueOf(queues, job.kind).url,
        ReceiptHandle: job.receipt,
      }),
    );
  } catch (error) {
    if (!isLeaseLost(error)) throw error;
  }
}

export async function fail(
  context: SqsContext,
  job: LeasedJob,
  reason: string,
  delaySeconds: number,
): Promise<void> {
  if (job.attempt >= MAX_ATTEMPTS) return bury(context, job, reason);
  await hideFor(context, job, visibilityOf(delaySeconds));
}

/**
 * SQS counts every delivery, so another message takes this one's place. The other one first: a crash
 * in between makes two of them, never none.
 */
export async function release(context: SqsContext, job: LeasedJob): Promise<void> {
  if (!(await hideFor(context, job, CHANGEOVER_SECONDS))) return;
  await context.client.send(
    new SendMessageCommand({
      QueueUrl: queueOf(context.queues, job.kind).url,
      MessageBody: encodeBody({ payload: job.payload, attemptsBefore: job.attempt - 1 }),
      ...groupOf(job.group),
    }),
  );
  await complete(context, job);
}

/** The dead letter first: a crash in between makes two of them, never none. */
export async function bury(context: SqsContext, job: LeasedJob, reason: string): Promise<void> {
  if (!(await hideFor(context, job, CHANGEOVER_SECONDS))) return;
  const death = { jobId: job.id, reason, diedAtMs: Date.now() };
  await context.client.send(
    new SendMessageCommand({
      QueueUrl: queueOf(context.queues, job.kind).deadUrl,
      MessageBody: encodeBody({ payload: job.payload, death }),
    }),
  );
  await complete(context, job);
}

/** Sets when the job becomes visible again, from now; false when its lease is over. */
async function hideFor(
  { client, queues }: SqsContext,
  job: LeasedJob,
  seconds: number,
): Promise<boolean> {
  try {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueOf(queues, job.kind).url,
        ReceiptHandle: job.receipt,
        VisibilityTimeout: seconds,
      }),
    );
    return true;
  } catch (error) {
    if (isLeaseLost(error)) return false;
    throw error;
  }
}

function visibilityOf(seconds: number): number {
  const whole = Math.ceil(seconds);
  if (whole <= MAX_VISIBILITY_SECONDS) return whole;
  throw new MadrigalError('invalid_request', 'SQS leases and delays jobs by 12 hours at most.');
}
