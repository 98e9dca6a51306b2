import { describeLibraryStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createCatalogueStore } from './catalogue-store.ts';
import { createLibraryStore } from './library-store.ts';
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

describeLibraryStore('postgres', async () => {
  await sql`
    TRUNCATE playlists, favourites, plays, song_plays, album_plays, artist_plays, songs, artists
    CASCADE`.execute(postgres.db);
  return {
    store: createLibraryStore(postgres.db),
    catalogue: createCatalogueStore(postgres.db),
    dispose: async () => {},
  };
});
