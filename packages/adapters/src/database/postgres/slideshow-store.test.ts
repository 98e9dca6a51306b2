import { describeSlideshowStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openPostgres, type Postgres } from './pool.ts';
import { createSlideshowStore } from './slideshow-store.ts';
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

describeSlideshowStore('postgres', async () => {
  await sql`TRUNCATE slideshows, song_beats`.execute(postgres.db);
  return { store: createSlideshowStore(postgres.db), dispose: async () => {} };
});
