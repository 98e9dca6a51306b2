import { describeImportStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createImportStore } from './import-store.ts';
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

describeImportStore('postgres', async () => {
  await sql`TRUNCATE imports, import_problems, imported_files`.execute(postgres.db);
  return { store: createImportStore(postgres.db), dispose: async () => {} };
});
