import { describeCatalogueStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createCatalogueStore } from './catalogue-store.ts';
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

describeCatalogueStore('postgres', async () => {
  await sql`TRUNCATE artists, albums, songs, genres, search_words, song_remains CASCADE`.execute(
    postgres.db,
  );
  return { store: createCatalogueStore(postgres.db), dispose: async () => {} };
});
