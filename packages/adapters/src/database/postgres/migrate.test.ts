import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkMigrated, migrate, migrateUnlessNewer } from './migrate.ts';
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

test('going back to the version before leaves the newer schema, on which that version works', async () => {
  await cp(ownMigrations, folder, { recursive: true });
  await write('9999_next.sql', 'CREATE TABLE next ();');
  await migrate(postgres.pool, folderUrl());
  expect(await migrateUnlessNewer(postgres.pool)).toEqual({ ran: [], newer: ['9999_next.sql'] });
  await checkMigrated(postgres.pool);
  await postgres.pool.query('TABLE next');
});

test('going forward migrates as ever, and going back by way of another history is refused', async () => {
  await emptyDatabase();
  await write('0001_first.sql', 'CREATE TABLE first ();');
  await expect(checkMigrated(postgres.pool, folderUrl())).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('0001_first.sql has not run'),
  });
  const first = { ran: ['0001_first.sql'], newer: [] };
  expect(await migrateUnlessNewer(postgres.pool, folderUrl())).toEqual(first);
  await checkMigrated(postgres.pool, folderUrl());
  await write('0002_second.sql', 'CREATE TABLE second ();');
  await postgres.pool.query(`INSERT INTO schema_migrations VALUES ('0002_other.sql', 'x')`);
  const refused = {
    code: 'unavailable',
    message: expect.stringContaining('0002_other.sql is not known'),
  };
  await expect(migrateUnlessNewer(postgres.pool, folderUrl())).rejects.toMatchObject(refused);
  await expect(postgres.pool.query('TABLE second')).rejects.toMatchObject({ code: '42P01' });
  await write('0001_first.sql', 'CREATE TABLE changed ();');
  await rm(join(folder, '0002_second.sql'));
  await expect(migrateUnlessNewer(postgres.pool, folderUrl())).rejects.toThrow('was changed');
});
