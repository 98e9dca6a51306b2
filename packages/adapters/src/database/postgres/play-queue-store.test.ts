import { describePlayQueueStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createPlayQueueStore } from './play-queue-store.ts';
import { openPostgres, type Postgres } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
let postgres: Postgres;

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
});
afterAll(async () => {
  await postgres.close();
  await database.dispose();
});

describePlayQueueStore('postgres', async () => {
  await sql`TRUNCATE play_queues`.execute(postgres.db);
  return { store: createPlayQueueStore(postgres.db), dispose: async () => {} };
});
