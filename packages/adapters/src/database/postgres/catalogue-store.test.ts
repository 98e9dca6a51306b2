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

test('a genre of very many songs lists the same albums and artists as a small one', async () => {
  const store = await emptyStore();
  await addSongs(store, 12, (n) => ({
    albumTitle: `album ${n % 5}`,
    artists: [`artist ${n % 4}`],
    genres: n % 3 === 0 ? ['Jazz'] : ['Rock'],
    published: n !== 3,
  }));
  const listed = async () => {
    const query = { order: 'title', visibleOnly: true, genre: 'jazz' } as const;
    const albums = await store.listAlbums(query, { limit: 2 });
    const artists = await store.listArtists({ order: 'name', genre: 'jazz' }, { limit: 5 });
    const next = albums.next ?? [];
    return [albums, await store.listAlbums(query, { limit: 2, after: next }), artists];
  };
  const few = await listed();
  expect(few.map(({ items }) => items.length)).toEqual([2, 1, 3]);
  await sql`UPDATE genres SET song_count = 1000000 WHERE key = 'jazz'`.execute(postgres.db);
  expect(await listed()).toEqual(few);
});

test('the very words are found first, however many names hold words that begin like them', async () => {
  const store = await emptyStore();
  await addSongs(store, 320, (n) => ({ title: n === 319 ? 'Oh Love Me' : `A Lovely Meal ${n}` }));
  const { songs } = await store.searchCatalogue(['love', 'me'], 3);
  expect(songs[0]?.title).toBe('Oh Love Me');
});
