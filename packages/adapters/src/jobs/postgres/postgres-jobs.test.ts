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
