import { randomUUID } from 'node:crypto';
import { createSqsJobs } from '@madrigal/adapters/jobs/sqs';
import type { MailMessage } from '@madrigal/contract';
import { type Logger, MAX_ATTEMPTS, MadrigalError, newId } from '@madrigal/core/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSqs } from '../../../../../adapters/src/jobs/sqs/testing/fauxqs.ts';
import type { JobDeps, JobEnd } from '../../../jobs/index.ts';
import type { SqsEvent } from './events.ts';
import { jobFunction, type startJobs } from './job-function.ts';

type Record = SqsEvent['Records'][number];

let server: Awaited<ReturnType<typeof startSqs>>;
beforeAll(async () => {
  server = await startSqs();
});
afterAll(() => server.stop());

const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };
const context = (leftMs = 60_000) => ({
  awsRequestId: randomUUID(),
  getRemainingTimeInMillis: () => leftMs,
});
const mail = (subject: string): MailMessage => ({
  ...{ id: newId(), kind: 'new_device', to: 'ada@example.org', subject },
  ...{ text: 'text', html: '<p>html</p>' },
});

/** A function for mails on a queue of its own; `send` is what its engine does. */
async function start(send: (message: MailMessage) => Promise<void>) {
  const queuePrefix = `f-${randomUUID()}`;
  const jobs = createSqsJobs({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    queuePrefix,
    createQueues: true,
    waitSeconds: 0,
  });
  await jobs.start();
  const ends: JobEnd['outcome'][] = [];
  const runDeps = {
    source: jobs.source,
    handlerDeps: { mail: { send } } as unknown as JobDeps,
    logger,
    leaseSeconds: 30,
    onEnd: ({ outcome }: JobEnd) => void ends.push(outcome),
  };
  const config = { jobs: { queue: { kind: 'sqs', queuePrefix } } };
  const handler = jobFunction((async () => ({
    config,
    log: logger,
    runDeps,
  })) as never as ReturnType<typeof startJobs>);
  const queue = `${queuePrefix}-mail-send`;
  /** Messages that are in the queue, as Lambda hands them over. */
  const receive = async (): Promise<Record[]> => {
    const leased = await jobs.source.lease(['mail.send'], 10, 30);
    return leased.map((job) => toRecord(queue, job));
  };
  const post = (message: MailMessage) =>
    jobs.sender.send({ kind: 'mail.send', payload: { v: 1, message }, dedupeKey: message.id });
  const left = () => {
    const { ready, delayed, inflight } = server.inspectQueue(queue)?.messages ?? {
      ...{ ready: [], delayed: [], inflight: [] },
    };
    return ready.length + delayed.length + inflight.length;
  };
  return { ...jobs, handler, receive, post, left, ends, queue };
}

function toRecord(
  queue: string,
  job: { id: string; payload: unknown; attempt: number; receipt: string },
): Record {
  return {
    messageId: job.id,
    receiptHandle: job.receipt,
    body: JSON.stringify({ payload: job.payload }),
    attributes: { ApproximateReceiveCount: String(job.attempt) },
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
  };
}

it('does a batch, and leaves in the queue what failed and nothing else', async () => {
  const sent: string[] = [];
  const { handler, post, receive, left, ends } = await start(async ({ subject }) => {
    if (subject === 'fails') throw new MadrigalError('unavailable', 'Not now.');
    sent.push(subject);
  });
  for (const subject of ['one', 'fails', 'two']) await post(mail(subject));
  const Records = await receive();
  const { batchItemFailures } = await handler({ Records }, context());
  const failed = Records.find(({ body }) => body.includes('"fails"'));
  expect(batchItemFailures).toEqual([{ itemIdentifier: failed?.messageId }]);
  expect(sent.sort()).toEqual(['one', 'two']);
  expect(ends.sort()).toEqual(['done', 'done', 'failed']);
  expect(left()).toBe(1);
});

it('has what failed often enough, or is not understood, as dead letters', async () => {
  const { handler, post, receive, left, source, queue } = await start(async () => {
    throw new MadrigalError('unavailable', 'Never.');
  });
  await post(mail('fails'));
  const [record] = await receive();
  if (!record) throw new Error('Nothing came.');
  const last = { ...record, attributes: { ApproximateReceiveCount: String(MAX_ATTEMPTS) } };
  expect(await handler({ Records: [last] }, context())).toEqual({ batchItemFailures: [] });
  server.sendMessage(queue, JSON.stringify({ payload: { v: 7 } }));
  expect(await handler({ Records: await receive() }, context())).toEqual({ batchItemFailures: [] });
  const dead = await source.listDead(10);
  expect(dead.map(({ reason }) => reason).sort()).toEqual(['Never.', 'payload not understood']);
  expect(left()).toBe(0);
});

it('gives back what is not done a moment before Lambda ends the call', async () => {
  const begun = Promise.withResolvers<void>();
  const { handler, post, receive, ends } = await start(async () => {
    begun.resolve();
    await new Promise((_, reject) => setTimeout(reject, 50, new Error('cut off')));
  });
  await post(mail('slow'));
  const Records = await receive();
  const result = await handler({ Records }, context(5000));
  await begun.promise;
  expect(result.batchItemFailures).toHaveLength(1);
  expect(ends).toEqual(['stopped']);
  // At once, and as if it had not been tried.
  expect(await receive()).toMatchObject([
    { attributes: { ApproximateReceiveCount: expect.anything() } },
  ]);
});

it('leaves a job that another one has by now to that one', async () => {
  const { handler, post, receive, left, source } = await start(async () => {
    throw new MadrigalError('unavailable', 'Not now.');
  });
  await post(mail('fails'));
  const [stale] = await receive();
  if (!stale) throw new Error('Nothing came.');
  await source.fail({ ...toLease(stale) }, 'given back', 0);
  const [current] = await receive();
  expect(current?.receiptHandle).not.toBe(stale.receiptHandle);
  const result = await handler({ Records: [stale] }, context());
  expect(result.batchItemFailures).toHaveLength(1);
  expect(left()).toBe(1);
});

it('refuses messages of queues that are not ours', async () => {
  const { handler } = await start(async () => {});
  const foreign = toRecord('others', { id: 'x', payload: {}, attempt: 1, receipt: 'r' });
  expect(await handler({ Records: [foreign] }, context())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'x' }],
  });
});

function toLease(record: Record) {
  return {
    id: record.messageId,
    kind: 'mail.send' as const,
    payload: null,
    attempt: 1,
    receipt: record.receiptHandle,
    group: null,
  };
}
