import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Postgres } from './pool.ts';
import { createTestDatabase } from './testing/index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let postgres: Postgres;

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres({ ...database, maxConnections: 1 });
});
afterAll(async () => {
  await postgres.close();
  await database.dispose();
});

/** What the one connection keeps that mentions `text`. */
async function countPrepared(text: string): Promise<number> {
  const { rows } = await postgres.pool.query<{ statement: string }>(
    'SELECT statement FROM pg_prepared_statements',
  );
  return rows.filter(({ statement }) => statement.includes(text)).length;
}

test('a read that comes again is prepared once, with new values each time', async () => {
  const ask = (number: number) =>
    postgres.pool.query<{ n: number }>('SELECT $1::int AS n, 7 AS again', [number]);
  expect((await ask(1)).rows[0]?.n).toBe(1);
  expect((await ask(2)).rows[0]?.n).toBe(2);
  expect(await countPrepared('7 AS again')).toBe(1);
});

test('what is typed is prepared, too', async () => {
  const read = () =>
    postgres.db.selectFrom('songs').select('id').where('id', '=', crypto.randomUUID());
  await read().execute();
  await read().execute();
  expect(await countPrepared('from "songs" where "id" = $1')).toBe(1);
});

test('writes, long lists of values and reads of all columns are not prepared', async () => {
  await postgres.pool.query('CREATE TABLE notes (n int)');
  await postgres.pool.query('INSERT INTO notes VALUES ($1)', [1]);
  const many = Array.from({ length: 25 }, (_, index) => index);
  const places = many.map((index) => `$${index + 1}`).join(', ');
  await postgres.pool.query(`SELECT n FROM notes WHERE n IN (${places})`, many);
  await postgres.pool.query('SELECT * FROM notes WHERE n = $1', [1]);
  await postgres.pool.query('SELECT notes.* FROM notes WHERE n = $1', [1]);
  expect(await countPrepared('notes')).toBe(0);
});

test('reads go on when the schema grows', async () => {
  const read = async (columns: string) =>
    (await postgres.pool.query(`SELECT ${columns} FROM notes WHERE n = $1`, [1])).rows;
  expect(await read('n')).toEqual([{ n: 1 }]);
  expect(await read('*')).toEqual([{ n: 1 }]);
  await postgres.pool.query('ALTER TABLE notes ADD COLUMN m int');
  expect(await read('n')).toEqual([{ n: 1 }]);
  expect(await read('*')).toEqual([{ n: 1, m: null }]);
});

test('a connection keeps a bounded number of them', async () => {
  for (let index = 0; index < 300; index++) {
    await postgres.pool.query(`SELECT $1::int AS column_${index}`, [index]);
  }
  expect(await countPrepared('')).toBeLessThanOrEqual(200);
  const { rows } = await postgres.pool.query('SELECT $1::int AS column_299', [5]);
  expect(rows).toEqual([{ column_299: 5 }]);
});
