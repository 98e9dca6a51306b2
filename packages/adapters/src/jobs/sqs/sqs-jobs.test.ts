import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { jobKinds, MAX_ATTEMPTS } from '@madrigal/core/shared';
import { describeJobQueue } from '@madrigal/core/testing';
import type { FauxqsServer } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSqsJobs, type SqsJobsOptions } from './index.ts';
import { startSqs } from './testing/fauxqs.ts';

const kind = 'audio.process';
const job = (uploadId: string) =>
  ({ kind, payload: { v: 1, uploadId }, dedupeKey: uploadId }) as const;

let server: FauxqsServer;
beforeAll(async () => {
  server = await startSqs();
});
afterAll(() => server.stop());

function connection() {
  return {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
}

async function open(more: Partial<SqsJobsOptions> = {}) {
  const queuePrefix = more.queuePrefix ?? `t-${randomUUID()}`;
  const options = { queuePrefix, createQueues: true, waitSeconds: 0, ...more };
  const jobs = createSqsJobs({ ...connection(), ...options });
  await jobs.start();
  return { ...jobs, queuePrefix };
}

describeJobQueue(
  'SQS on fauxqs',
  async () => {
    const { sender, source, stop } = await open();
    return { sender, source, dispose: stop };
  },
  // SQS has fair queues; fauxqs drops the groups of standard queues.
  { deduplicates: false, takesTurns: false },
);

describe('queues', () => {
  test('keep jobs and dead letters for 14 days and give up after all attempts', async () => {
    const { queuePrefix, stop } = await open();
    await open({ queuePrefix }); // as the next process does
    const client = new SQSClient(connection());
    const QueueName = `${queuePrefix}-audio-process`;
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes.MessageRetentionPeriod).toBe(String(14 * 86_400));
    const policy = JSON.parse(Attributes.RedrivePolicy ?? '');
    expect(policy.maxReceiveCount).toBe(MAX_ATTEMPTS);
    expect(policy.deadLetterTargetArn).toMatch(new RegExp(`:${QueueName}-dead$`));
    client.destroy();
    await stop();
  });

  test('are found when others made them', async () => {
    const { queuePrefix, sender } = await open();
    const { source } = await open({ queuePrefix, createQueues: false });
    await sender.send(job('u'));
    expect(await source.lease([kind], 1, 60)).toMatchObject([{ payload: { uploadId: 'u' } }]);
  });

  test('are unavailable when they are missing', async () => {
    const opening = open({ createQueues: false });
    await expect(opening).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('waiting for jobs', () => {
  test('ends when one arrives', async () => {
    const { sender, source } = await open({ waitSeconds: 20 });
    const leasing = source.lease([kind], 1, 60);
    await sender.send(job('u'));
    expect(await leasing).toHaveLength(1);
  });

  test('on several kinds never takes more than asked for', async () => {
    const { sender, source } = await open({ waitSeconds: 2 });
    const leasing = source.lease(jobKinds, 2, 60);
    for (let i = 0; i < 3; i++) {
      for (const each of jobKinds) {
        await sender.send({
          kind: each,
          payload: { v: 1, uploadId: 'u' } as never,
          dedupeKey: 'u',
        });
      }
    }
    expect((await leasing).length).toBeLessThanOrEqual(2);
  });
});

test('what SQS cannot do is refused', async () => {
  const { sender, source } = await open();
  const invalid = { code: 'invalid_request' };
  await expect(sender.send({ ...job('u'), delaySeconds: 901 })).rejects.toMatchObject(invalid);
  await expect(source.lease([kind], 1, 12 * 3600 + 1)).rejects.toMatchObject(invalid);
});

test.each(['not JSON', '"text"', 'null', '{"v":1}'])(
  'a foreign message %s reaches the runner as a payload nobody understands',
  async (text) => {
    const { source, queuePrefix } = await open();
    server.sendMessage(`${queuePrefix}-audio-process`, text);
    const [leased] = await source.lease([kind], 1, 60);
    expect(leased?.payload).toBe(text);
  },
);

test('a dead letter that is there twice is one', async () => {
  const { source, queuePrefix } = await open();
  const payload = { v: 1, uploadId: 'u' };
  const death = { jobId: 'j', reason: 'no', diedAtMs: 1_790_000_000_000 };
  for (let i = 0; i < 12; i++) {
    const body = JSON.stringify({ payload, death });
    server.sendMessage(`${queuePrefix}-audio-process-dead`, body);
  }
  const diedAt = new Date(1_790_000_000_000);
  const dead = { id: 'j', kind, payload, reason: 'no', diedAt };
  expect(await Promise.all([source.listDead(5), source.listDead(5)])).toEqual([[dead], [dead]]);
  await source.revive('j');
  expect(await source.listDead(5)).toEqual([]);
  expect(await source.lease([kind], 5, 60)).toHaveLength(1);
});
