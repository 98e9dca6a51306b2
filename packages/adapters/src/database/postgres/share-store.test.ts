import { describeShareStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openPostgres, type Postgres } from './pool.ts';
import { createShareStore } from './share-store.ts';
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

describeShareStore('postgres', async () => {
  await sql`TRUNCATE shares`.execute(postgres.db);
  return { store: createShareStore(postgres.db), dispose: async () => {} };
});
