import { describeMarkStore, describeShelfStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createCatalogueStore } from './catalogue-store.ts';
import { createLibraryStore } from './library-store.ts';
import { createMarkStore } from './mark-store.ts';
import { openPostgres, type Postgres } from './pool.ts';
import { createShelfStore } from './shelf-store.ts';
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

async function emptyStores() {
  const { db } = postgres;
  await sql`TRUNCATE songs, artists, genres, favourites, plays, stars, bookmarks, playing CASCADE`.execute(
    db,
  );
  return {
    catalogue: createCatalogueStore(db),
    library: createLibraryStore(db),
    marks: createMarkStore(db),
    shelves: createShelfStore(db),
    dispose: async () => {},
  };
}

describeMarkStore('postgres', async () => {
  const { marks: store, ...rest } = await emptyStores();
  return { store, ...rest };
});

describeShelfStore('postgres', async () => {
  const { shelves: store, ...rest } = await emptyStores();
  return { store, ...rest };
});
