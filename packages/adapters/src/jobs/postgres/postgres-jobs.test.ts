import { describeJobQueue } from '@madrigal/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Postgres } from '../../database/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import { createPostgresJobs, type PostgresJobs } from './index.ts';

let database: TestDatabase;
let postgres: Postgres;
let jobs: PostgresJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
  jobs = createPostgresJobs({ pool: postgres.pool });
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await postgres.close();
  await database.dispose();
});

describeJobQueue('postgres', async () => {
  await postgres.pool.query('DELETE FROM pgboss.job');
  return { sender: jobs.sender, source: jobs.source, dispose: async () => {} };
});

test('somebody is forgotten: messages to them, jobs for them, dead or alive', async () => {
  await postgres.pool.query('DELETE FROM pgboss.job');
  const { sender, source } = jobs;
  const mail = (id: string, to: string) => {
    const message = { id, to, kind: 'new_device' as const, subject: '', text: '', html: '' };
    return sender.send({ kind: 'mail.send', payload: { v: 1, message }, dedupeKey: id });
  };
  const work = (mediaId: string, group: string) =>
    sender.send({ kind: 'image.process', group, payload: { v: 1, mediaId }, dedupeKey: mediaId });
  const next = async (kind: 'mail.send' | 'image.process') => {
    const [job] = await source.lease([kind], 1, 60);
    if (!job) throw new Error(`No job of ${kind}.`);
    return job;
  };
  await mail('sent', 'Ada@example.org');
  await source.complete(await next('mail.send'));
  await mail('dead', 'ada@example.org');
  await source.bury(await next('mail.send'), 'The server is gone.');
  await mail('waiting', 'ada@example.org');
  await mail('of another', 'bert@example.org');
  const text = { id: 'text', to: '+4930', text: '' };
  await sender.send({ kind: 'sms.send', payload: { v: 1, message: text }, dedupeKey: 'text' });
  await work('done', 'ada');
  await source.complete(await next('image.process'));
  await work('under way', 'ada');
  const underWay = await next('image.process');
  await work('waiting', 'ada');
  await work('of another', 'bert');

  const person = { userId: 'ada', email: 'ada@example.org', phoneNumber: '+4930' };
  for (const _ of [1, 2]) await jobs.forgetPerson(person);
  await jobs.forgetPerson({ userId: 'carla', email: 'carla@example.org', phoneNumber: null });

  expect(await source.listDead(9)).toEqual([]);
  await source.extend(underWay, 60);
  await source.complete(underWay);
  expect((await next('image.process')).payload).toMatchObject({ mediaId: 'of another' });
  expect((await next('mail.send')).payload).toMatchObject({ message: { id: 'of another' } });
  const { rows } = await postgres.pool.query(
    `SELECT FROM pgboss.job WHERE group_id = 'ada' OR data::text ~* 'ada@|4930'`,
  );
  expect(rows).toEqual([]);
});

test('one worker does the jobs of groups in turns, each group its own in their order', async () => {
  await postgres.pool.query('DELETE FROM pgboss.job');
  const kind = 'audio.process';
  const send = (group: string, n: number) => {
    const uploadId = `${group}${n}`;
    return jobs.sender.send({ kind, group, payload: { v: 1, uploadId }, dedupeKey: uploadId });
  };
  const done: string[] = [];
  const doOne = async () => {
    const [job] = await jobs.source.lease([kind], 1, 60);
    if (!job) throw new Error('There is nothing to do.');
    done.push((job.payload as { uploadId: string }).uploadId);
    await jobs.source.complete(job);
  };
  for (let n = 1; n <= 6; n += 1) await send('a', n);
  await doOne();
  await doOne();
  for (let n = 1; n <= 2; n += 1) await send('b', n);
  await send('c', 1);
  await send('a', 7);
  for (let n = 0; n < 8; n += 1) await doOne();
  expect(done.join(' ')).toBe('a1 a2 a3 b1 c1 a4 b2 a5 a6 a7');
});

test('whoever always sends another job does not keep those of others waiting for ever', async () => {
  await postgres.pool.query('DELETE FROM pgboss.job');
  const kind = 'audio.process';
  const send = (group: string, n: number) =>
    jobs.sender.send({
      kind,
      group,
      payload: { v: 1, uploadId: group },
      dedupeKey: `${group}${n}`,
    });
  for (let n = 0; n < 5; n += 1) await send('patient', n);
  const done: string[] = [];
  for (let n = 0; done.filter((group) => group === 'patient').length < 5; n += 1) {
    await send('eager', n);
    const [job] = await jobs.source.lease([kind], 1, 60);
    if (!job) throw new Error('There is nothing to do.');
    done.push((job.payload as { uploadId: string }).uploadId);
    await jobs.source.complete(job);
  }
  expect(done.length).toBeLessThanOrEqual(11);
});

test('several processes may start at once on an empty database', async () => {
  const empty = await createTestDatabase();
  const pools = Array.from({ length: 4 }, () => openPostgres(empty));
  const started = pools.map(({ pool }) => createPostgresJobs({ pool }));
  await Promise.all(started.map((one) => one.start()));
  await started[0]?.sender.send({
    kind: 'media.dispatch',
    payload: { v: 1, uploadId: 'u' },
    dedupeKey: 'u',
  });
  expect(await started[3]?.source.lease(['media.dispatch'], 5, 10)).toHaveLength(1);
  await Promise.all(started.map((one) => one.stop()));
  await Promise.all(pools.map((one) => one.close()));
  await empty.dispose();
});

test('a database that is away is unavailable', async () => {
  const away = openPostgres({ connectionString: 'postgresql://u@127.0.0.1:1/none' });
  const { start } = createPostgresJobs({ pool: away.pool });
  await expect(start()).rejects.toMatchObject({ code: 'unavailable' });
  await away.close();
});
