import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  type SeenRequest,
  startScriptedServer,
} from '../../shared/testing/scripted-server.ts';
import { createSqsJobs } from './index.ts';

const kind = 'audio.process';
const job = { kind, payload: { v: 1, uploadId: 'u' }, dedupeKey: 'k' } as const;
const leased = {
  id: 'm',
  kind,
  payload: job.payload,
  attempt: 1,
  group: null,
  receipt: 'r',
} as const;

const opened: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.dispose();
});

/** The engine on a server that knows every queue and answers other calls by script. */
async function answering(answers: readonly Answer[]) {
  const calls: string[] = [];
  const server = await startScriptedServer((request) => {
    const action = actionOf(request);
    if (action === 'GetQueueUrl') return ok({ QueueUrl: `${server.endpoint}/1/q` });
    calls.push(action);
    return answers[Math.min(calls.length, answers.length) - 1] as Answer;
  });
  const jobs = createSqsJobs({
    region: 'us-east-1',
    queuePrefix: 'p',
    createQueues: false,
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    waitSeconds: 0,
    maxAttempts: 3,
  });
  opened.push({
    async dispose() {
      await jobs.stop();
      await server.dispose();
    },
  });
  await jobs.start();
  return { ...jobs, calls, seen: server.seen };
}

function actionOf({ headers }: SeenRequest): string {
  return String(headers['x-amz-target']).replace('AmazonSQS.', '');
}

function ok(body: object): Answer {
  return { status: 200, body: JSON.stringify(body) };
}

function failure(status: number, code: string, message = 'no'): Answer {
  return {
    status,
    headers: { 'x-amzn-query-error': `${code};Sender` },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }),
  };
}

function message(id: string): object {
  const Body = JSON.stringify({ payload: job.payload });
  const MD5OfBody = createHash('md5').update(Body).digest('hex');
  const Attributes = { ApproximateReceiveCount: '2' };
  return { MessageId: id, ReceiptHandle: `r-${id}`, Body, MD5OfBody, Attributes };
}

describe('a service that has too much to do', () => {
  test.each([
    [503, 'ServiceUnavailable'],
    [500, 'InternalFailure'],
    [400, 'ThrottlingException'],
    [403, 'RequestThrottled'],
  ])('is asked again after %i %s', async (status, code) => {
    const answer = failure(status, code);
    const { source, calls } = await answering([answer, answer, ok({})]);
    await source.complete(leased);
    expect(calls).toEqual(['DeleteMessage', 'DeleteMessage', 'DeleteMessage']);
  });

  test('is unavailable after the last attempt', async () => {
    const { sender, calls } = await answering([failure(400, 'ThrottlingException')]);
    await expect(sender.send(job)).rejects.toMatchObject({ code: 'unavailable' });
    expect(calls).toHaveLength(3);
  });
});

test.each([
  [400, 'AWS.SimpleQueueService.NonExistentQueue'],
  [403, 'AccessDenied'],
  [400, 'ExpiredToken'],
  [403, 'InvalidClientTokenId'],
  [400, 'UnrecognizedClientException'],
  [400, 'OverLimit'],
])('%i %s makes the service unavailable', async (status, code) => {
  const { source } = await answering([failure(status, code)]);
  const leasing = source.lease([kind], 1, 60);
  await expect(leasing).rejects.toMatchObject({ name: 'MadrigalError', code: 'unavailable' });
});

test('what cannot be sent for another reason is a fault of ours', async () => {
  const { sender } = await answering([failure(400, 'InvalidMessageContents')]);
  await expect(sender.send(job)).rejects.toMatchObject({ code: 'internal' });
});

describe.each([
  ['MessageNotInflight', 'no'],
  ['AWS.SimpleQueueService.MessageNotInflight', 'no'],
  ['ReceiptHandleIsInvalid', 'no'],
  [
    'InvalidParameterValue',
    'Value x for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
  ],
])('a lease that is over as %s: %s', (code, text) => {
  test('cannot be extended', async () => {
    const { source } = await answering([failure(400, code, text)]);
    await expect(source.extend(leased, 60)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('lets nothing be done to the job', async () => {
    const { source, calls } = await answering([failure(400, code, text)]);
    await source.complete(leased);
    await source.fail(leased, 'no', 1);
    await source.bury(leased, 'no');
    expect(calls).toEqual(['DeleteMessage', 'ChangeMessageVisibility', 'ChangeMessageVisibility']);
  });
});

test('jobs that are leased reach the caller though another queue fails', async () => {
  const { source } = await answering([
    ok({ Messages: [message('1')] }),
    failure(403, 'AccessDenied'),
  ]);
  const jobs = await source.lease(['audio.process', 'media.dispatch'], 5, 60);
  expect(jobs).toMatchObject([{ id: '1', receipt: 'r-1', attempt: 2, payload: job.payload }]);
});

test('a job stays in its queue when its dead letter cannot be written', async () => {
  const { source, calls } = await answering([ok({}), failure(403, 'AccessDenied')]);
  await expect(source.bury(leased, 'no')).rejects.toMatchObject({ code: 'unavailable' });
  expect(calls).toEqual(['ChangeMessageVisibility', 'SendMessage']);
});

test('dead letters are given back when a look at others fails', async () => {
  const { source, calls } = await answering([
    ...[ok({ Messages: [message('d')] }), ok({})],
    failure(403, 'AccessDenied'),
  ]);
  await expect(source.listDead(1)).rejects.toMatchObject({ code: 'unavailable' });
  expect(calls).toContain('ChangeMessageVisibilityBatch');
});

test('a service that is not there is unavailable', async () => {
  const { start } = createSqsJobs({
    region: 'us-east-1',
    queuePrefix: 'p',
    createQueues: true,
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 2,
  });
  await expect(start()).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([
  ['user-1', 'user-1'],
  ['müller', createHash('sha256').update('müller').digest('hex')],
])('a job of group %s is sent with a group id that SQS takes', async (group, sentAs) => {
  const md5 = createHash('md5')
    .update(JSON.stringify({ payload: job.payload }))
    .digest('hex');
  const { sender, seen } = await answering([ok({ MessageId: 'm', MD5OfMessageBody: md5 })]);
  await sender.send({ ...job, group });
  const { body } = seen.findLast((request) => actionOf(request) === 'SendMessage') ?? {};
  expect(JSON.parse(body ?? '')).toMatchObject({ MessageGroupId: sentAs });
});
