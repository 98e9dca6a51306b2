import { addSongs, describeCatalogueStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

async function emptyStore() {
  await sql`TRUNCATE artists, albums, songs, genres, search_words, song_remains CASCADE`.execute(
    postgres.db,
  );
  return createCatalogueStore(postgres.db);
}

describeCatalogueStore('postgres', async () => ({
  store: await emptyStore(),
  dispose: async () => {},
}));

test('the very words are found first, however many names hold words that begin like them', async () => {
  const store = await emptyStore();
  await addSongs(store, 320, (n) => ({ title: n === 319 ? 'Oh Love Me' : `A Lovely Meal ${n}` }));
  const { songs } = await store.searchCatalogue(['love', 'me'], 3);
  expect(songs[0]?.title).toBe('Oh Love Me');
});
