import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openPostgres, type Postgres } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
let postgres: Postgres;

beforeEach(async () => {
  database = await createTestDatabase();
  postgres = openPostgres({ connectionString: database.connectionString });
});
afterEach(async () => {
  await postgres.close();
  await database.dispose();
});

test('a migrated database has nothing left to do', async () => {
  expect(await migrate(postgres.pool)).toEqual([]);
});
