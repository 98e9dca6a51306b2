import { describePhotoAlbumStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { createMediaStore } from './media-store.ts';
import { createPhotoAlbumStore } from './photo-album-store.ts';
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

describePhotoAlbumStore('postgres', async () => {
  await sql`TRUNCATE media, media_remains, photo_albums CASCADE`.execute(postgres.db);
  return {
    store: createPhotoAlbumStore(postgres.db),
    media: createMediaStore(postgres.db),
    dispose: async () => {},
  };
});
