import { randomUUID } from 'node:crypto';
import {
  createSentMessages,
  createUploadStore,
  openPostgres,
} from '@madrigal/adapters/database/postgres';
import { createSqsJobs, type SqsRecord } from '@madrigal/adapters/jobs/sqs';
import { createSesMail } from '@madrigal/adapters/mail/ses';
import { createUploads, sweepUploads, type Upload } from '@madrigal/core/media/upload';
import {
  type BlobStore,
  type Logger,
  MadrigalError,
  type NewJob,
  newId,
  systemClock,
} from '@madrigal/core/shared';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../../../adapters/src/database/postgres/testing/index.ts';
import {
  type Answer,
  startScriptedServer,
} from '../../../../../adapters/src/shared/testing/scripted-server.ts';
import type { JobDeps } from '../../../jobs/index.ts';
import { jobFunction, type startJobs } from './job-function.ts';
import { takeArrivals } from './take-arrivals.ts';

const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };
const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
const stack: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of stack.splice(0).reverse()) await end();
});

async function openDatabase() {
  const database = await createTestDatabase();
  const postgres = openPostgres(database);
  stack.push(() => database.dispose(), postgres.close);
  return postgres;
}

const ok: Answer = { status: 200, body: '{"MessageId":"1"}' };
const expired: Answer = {
  status: 403,
  headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
  body: '{"__type":"com.amazonaws.sqs#ExpiredTokenException","message":"expired"}',
};

/** The function for mails, with SES and SQS as scripts: what each answers now. */
async function startMail() {
  const answers = { ses: ok, sqs: ok };
  const ses = await startScriptedServer(() => answers.ses);
  const calls: string[] = [];
  const sqs = await startScriptedServer(({ headers }) => {
    const action = String(headers['x-amz-target']).replace('AmazonSQS.', '');
    if (action === 'GetQueueUrl') return { status: 200, body: '{"QueueUrl":"http://q/1/q"}' };
    calls.push(action);
    return answers.sqs;
  });
  stack.push(ses.dispose, sqs.dispose);
  const region = 'us-east-1';
  const jobs = createSqsJobs({
    ...{ region, credentials, endpoint: sqs.endpoint, maxAttempts: 3 },
    ...{ queuePrefix: 'p', createQueues: false },
  });
  await jobs.start();
  const mail = createSesMail({
    ...{ region, credentials, endpoint: ses.endpoint, maxAttempts: 3 },
    ...{ from: 'm@music.example', configurationSet: null },
    sent: createSentMessages(await openDatabase()),
  });
  const runDeps = {
    source: jobs.source,
    handlerDeps: { mail } as JobDeps,
    logger,
    leaseSeconds: 30,
  };
  const config = { jobs: { queue: { kind: 'sqs', queuePrefix: 'p' } } };
  const started = async () => ({ config, log: logger, runDeps });
  const handler = jobFunction(started as never as ReturnType<typeof startJobs>);
  const invoke = (Records: SqsRecord[]) =>
    handler({ Records }, { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 60_000 });
  return { invoke, answers, calls, mails: () => ses.seen.length };
}

function mailRecord(): SqsRecord {
  const message = {
    ...{ id: newId(), kind: 'new_device', to: 'ada@example.org' },
    ...{ subject: 's', text: 't', html: '<p>h</p>' },
  };
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: JSON.stringify({ payload: { v: 1, message } }),
    attributes: { ApproximateReceiveCount: '1' },
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:p-mail-send',
  };
}

const none = { batchItemFailures: [] };

describe('a message of SQS', () => {
  it('that comes twice in a batch, in two calls at once, and later again, has one effect', async () => {
    const { invoke, mails } = await startMail();
    const record = mailRecord();
    const again = { ...record, receiptHandle: randomUUID() };
    const both = await Promise.all([invoke([record, again]), invoke([again])]);
    expect([...both, await invoke([record])]).toEqual([none, none, none]);
    expect(mails()).toBe(1);
  });

  it('that comes after younger ones is done as well', async () => {
    const { invoke, mails } = await startMail();
    const [older, younger] = [mailRecord(), mailRecord()];
    expect(await invoke([younger])).toEqual(none);
    expect(await invoke([older])).toEqual(none);
    expect(mails()).toBe(2);
  });

  it('stays in its queue while credentials are expired, and is done once when they are new', async () => {
    const { invoke, answers, mails } = await startMail();
    const record = mailRecord();
    answers.ses = expired;
    expect((await invoke([record])).batchItemFailures).toHaveLength(1);
    const refused = mails();
    answers.ses = ok;
    expect(await invoke([record])).toEqual(none);
    expect(await invoke([record])).toEqual(none);
    expect(mails()).toBe(refused + 1);
  });

  it('that was done but could not be deleted is not done again', async () => {
    const { invoke, answers, calls, mails } = await startMail();
    const record = mailRecord();
    answers.sqs = expired;
    expect((await invoke([record])).batchItemFailures).toHaveLength(1);
    answers.sqs = ok;
    expect(await invoke([record])).toEqual(none);
    expect(calls.at(-1)).toBe('DeleteMessage');
    expect(mails()).toBe(1);
  });
});

describe('a notification of a bucket', () => {
  async function startUpload() {
    const { db } = await openDatabase();
    const uploads = createUploadStore(db);
    const sent: NewJob[] = [];
    const queue = { isAway: false };
    let upload: Upload;
    const deps = {
      uploads,
      raw: {
        presignPut: async () => '/raw',
        list: async () => ({
          items: [{ key: upload.rawKey, lastModified: new Date(0) }],
          next: null,
        }),
        delete: async () => expect.unreachable('the file is waited for'),
      } as unknown as BlobStore,
      jobs: {
        send: async (job: NewJob) => {
          if (queue.isAway) throw new MadrigalError('unavailable', 'The job service is away.');
          sent.push(job);
        },
      },
      clock: systemClock,
      newId,
      roomFor: async () => ({ limitBytes: null, slideshowBytes: 0 }),
      limits: { expireAfterMs: 60_000, urlTtlMs: 60_000 },
    };
    const caller = { userId: 'me', role: 'listener' } as const;
    ({ upload } = await createUploads(deps).create(caller, {
      fileName: 'a b.jpg',
      sizeBytes: 3,
    }));
    const object = { key: upload.rawKey, size: 3 };
    const event = { Records: [{ eventName: 'ObjectCreated:Put', s3: { object } }] };
    return { deps, queue, sent, event };
  }

  it('that Lambda hands over three times, twice at once, completes its upload once', async () => {
    const { deps, sent, event } = await startUpload();
    await Promise.all([takeArrivals(deps, event), takeArrivals(deps, event)]);
    await takeArrivals(deps, event);
    expect(sent.map(({ kind }) => kind)).toEqual(['media.dispatch']);
  });

  it('loses no file when the queue was away: Lambda tries again, and the sweep sends what is missing', async () => {
    const { deps, queue, sent, event } = await startUpload();
    queue.isAway = true;
    await expect(takeArrivals(deps, event)).rejects.toMatchObject({ code: 'unavailable' });
    queue.isAway = false;
    await takeArrivals(deps, event);
    const sweep = (stalledAfterMs: number) =>
      sweepUploads({
        ...deps,
        logger,
        stalledAfterMs,
        deadJobs: { listDead: async () => [] },
        events: { publish: async () => {} },
      } as unknown as Parameters<typeof sweepUploads>[0]);
    await sweep(-1000);
    expect(sent.map(({ kind }) => kind)).toEqual(['media.dispatch']);
  });
});
