import { describeQuotaStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createMediaStore } from './media-store.ts';
import { openPostgres, type Postgres } from './pool.ts';
import { createQuotaStore } from './quota-store.ts';
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

describeQuotaStore('postgres', async () => {
  const { db } = postgres;
  await sql`TRUNCATE uploads, media, storage_limits`.execute(db);
  return {
    quotas: createQuotaStore(db),
    uploads: createUploadStore(db),
    media: createMediaStore(db),
    dispose: async () => {},
  };
});
