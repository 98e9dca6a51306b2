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
