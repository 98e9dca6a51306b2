import { describeUploadStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openPostgres, type Postgres } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { createUploadStore } from './upload-store.ts';

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

describeUploadStore('postgres', async () => {
  await sql`TRUNCATE uploads`.execute(postgres.db);
  return { store: createUploadStore(postgres.db), dispose: async () => {} };
});
