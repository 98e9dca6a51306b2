import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSqs } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import {
  addSong,
  audioFile,
  type Client,
  type Session,
  setUpAdmin,
} from '../acceptance/harness/index.ts';
import { listenAt } from './listening.ts';
import { type Stack, startStack } from './stack.ts';

const disposables = new AsyncDisposableStack();
let stack: Stack;
let session: Session;
let admin: Client;

beforeAll(async () => {
  const sqs = await startSqs();
  disposables.defer(() => sqs.stop());
  stack = await startStack({ 'user,admin,song,photo,video': 2, edge: 1, worker: 2 }, disposables, {
    JOBS: 'sqs',
    SQS_ENDPOINT: sqs.address,
    SQS_ACCESS_KEY_ID: 'test',
    SQS_SECRET_ACCESS_KEY: 'test',
    EVENTS: 'postgres',
    CACHE: 'memory',
    SWEEP_INTERVAL_SECONDS: '2',
  });
  ({ session, client: admin } = await setUpAdmin(stack.url));
});
afterAll(() => disposables.disposeAsync());

it('makes songs of uploads by way of SQS, and tells pages of them by way of PostgreSQL', async () => {
  await stack.engines.redis.kill(); // nobody is to need it
  const apis = stack.parts.filter(({ services }) => services.startsWith('user'));
  const pages = await Promise.all(
    apis.map(({ port }) => listenAt(`http://127.0.0.1:${port}`, session)),
  );
  const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 2 }));
  await Promise.all(pages.map((page) => page.until('catalogue.changed')));
  const { url } = await admin.must('streamSong', { params: { songId } });
  const part = await fetch(new URL(url, stack.url), { headers: { range: 'bytes=0-99' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  const { items: dead } = await admin.must('listDeadLetters', { query: { limit: 10 } });
  expect(dead).toEqual([]);
  for (const page of pages) page.stop();
});
