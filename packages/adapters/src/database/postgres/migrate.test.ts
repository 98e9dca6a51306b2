import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openPostgres, type Postgres } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
let postgres: Postgres;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
  folder = await mkdtemp(join(tmpdir(), 'madrigal-migrations-'));
});
afterEach(async () => {
  await postgres.close();
  await database.dispose();
  await rm(folder, { recursive: true, force: true });
});

const ownMigrations = new URL('./migrations/', import.meta.url);
const folderUrl = () => pathToFileURL(`${folder}/`);
const write = (name: string, sql: string) => writeFile(join(folder, name), sql);

async function emptyDatabase(): Promise<void> {
  await postgres.pool.query('DROP SCHEMA public CASCADE');
  await postgres.pool.query('CREATE SCHEMA public');
}

test('a migrated database has nothing left to do', async () => {
  expect(await migrate(postgres.pool)).toEqual([]);
});

test('the next release migrates what the last one left, and keeps its data', async () => {
  await postgres.pool.query(`INSERT INTO genres VALUES ('kept', 'Kept', 7)`);
  await cp(ownMigrations, folder, { recursive: true });
  await write('9998_more.sql', 'ALTER TABLE genres ADD COLUMN more text; CREATE TABLE extra ();');
  await write('9999_most.sql', 'ALTER TABLE extra ADD COLUMN most text;');
  expect(await migrate(postgres.pool, folderUrl())).toEqual(['9998_more.sql', '9999_most.sql']);
  expect(await migrate(postgres.pool, folderUrl())).toEqual([]);
  const { rows } = await postgres.pool.query('SELECT name, more FROM genres');
  expect(rows).toEqual([{ name: 'Kept', more: null }]);
});

test('of several processes that start at once, one migrates and the others wait', async () => {
  await emptyDatabase();
  await write('0001_once.sql', 'CREATE TABLE once ();');
  const done = await Promise.all(
    Array.from({ length: 5 }, () => migrate(postgres.pool, folderUrl())),
  );
  expect(done.flat()).toEqual(['0001_once.sql']);
});

test('a migration that fails leaves nothing behind and can be repaired', async () => {
  await emptyDatabase();
  await write('0001_good.sql', 'CREATE TABLE good ();');
  await write('0002_bad.sql', 'CREATE TABLE half (); SELECT nonsense;');
  await expect(migrate(postgres.pool, folderUrl())).rejects.toThrow('0002_bad.sql');
  await write('0002_bad.sql', 'CREATE TABLE half ();');
  expect(await migrate(postgres.pool, folderUrl())).toEqual(['0002_bad.sql']);
});

test('a migration changed after it ran is refused, whatever else is new', async () => {
  await emptyDatabase();
  await write('0001_first.sql', 'CREATE TABLE first ();\n');
  await migrate(postgres.pool, folderUrl());
  await write('0001_first.sql', 'CREATE TABLE first ();\r\n');
  expect(await migrate(postgres.pool, folderUrl())).toEqual([]);
  await write('0001_first.sql', 'CREATE TABLE changed ();\n');
  await write('0002_second.sql', 'CREATE TABLE second ();');
  await expect(migrate(postgres.pool, folderUrl())).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('0001_first.sql was changed'),
  });
  await expect(postgres.pool.query('TABLE second')).rejects.toMatchObject({ code: '42P01' });
});

test('a database of a newer version is refused', async () => {
  await postgres.pool.query(`INSERT INTO schema_migrations VALUES ('7777_future.sql', 'x')`);
  await expect(migrate(postgres.pool)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('newer version'),
  });
});
