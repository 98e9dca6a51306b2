import { expect, test, vi } from 'vitest';
import { createCatalogueStore } from './catalogue-store.ts';
import { openPostgres } from './pool.ts';
import { createTestDatabase } from './testing/index.ts';
import { createUploadStore } from './upload-store.ts';

test('a database that is away is unavailable, and the error names no address', async () => {
  const { db, close } = openPostgres({
    connectionString: 'postgresql://someone:secret@127.0.0.1:1/none',
  });
  const reading = createCatalogueStore(db).getSongs([]);
  await expect(reading).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringMatching(/127|secret/),
  });
  await close();
});

test('connections that break are reported when idle, and replaced', async () => {
  const database = await createTestDatabase();
  const onIdleError = vi.fn();
  const postgres = openPostgres({ ...database, onIdleError });
  const killer = openPostgres(database);
  const store = createUploadStore(postgres.db);
  await store.listUploadsOfOwner('me', { guests: true }, { limit: 1 });
  await killer.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  await vi.waitUntil(() => onIdleError.mock.calls.length === 1);
  expect(await store.listUploadsOfOwner('me', { guests: true }, { limit: 1 })).toEqual({
    items: [],
    next: null,
  });
  await killer.close();
  await postgres.close();
  await database.dispose();
});

test('large sizes and counts come back as numbers', async () => {
  const database = await createTestDatabase();
  const postgres = openPostgres(database);
  const { rows } = await postgres.pool.query(
    'SELECT 5368709120::bigint AS size, count(*) FROM songs',
  );
  expect(rows).toEqual([{ size: 5_368_709_120, count: 0 }]);
  await postgres.close();
  await database.dispose();
});
