import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';

const ownMigrations = new URL('./migrations/', import.meta.url);
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any fixed number: whoever migrates this database holds the advisory lock of this name. */
const LOCK = 7_236_144;

/** A migration that ran, by file name, and the SHA-256 of its text. */
export interface AppliedMigration {
  name: string;
  checksum: string;
}

/** File names of migrations: those that ran now, and those there of a newer version. */
interface Migrated {
  ran: string[];
  newer: string[];
}

interface Migration extends AppliedMigration {
  sql: string;
}

/**
 * Brings the database to the newest schema and answers the names of the files that ran now.
 * Each file runs in its own transaction, in order, once; processes that start together wait
 * for each other.
 * @throws MadrigalError `unavailable` when the database cannot be reached, or its history does
 * not fit these files (one was changed afterwards, or a newer version migrated before)
 */
export async function migrate(pool: pg.Pool, folder: URL = ownMigrations): Promise<string[]> {
  const { ran } = await apply(pool, await readMigrations(folder), refuseNewer);
  return ran;
}

/**
 * Brings the database to the schema of this version, or leaves a newer one as it is: what runs before
 * services that go back to this version, which work on the newer schema.
 * @throws MadrigalError `unavailable` as `migrate`, but for newer migrations beside all of this version
 */
export async function migrateUnlessNewer(
  pool: pg.Pool,
  folder: URL = ownMigrations,
): Promise<Migrated> {
  return apply(pool, await readMigrations(folder), (newer, pending) => {
    // With files of this version missing it is another history, not a later one.
    if (pending.length > 0) refuseNewer(newer);
  });
}

/**
 * Brings an empty database to the schema that these migrations made elsewhere.
 * @throws MadrigalError `unavailable` when one of them is not known here or has changed since
 */
export async function migrateAs(pool: pg.Pool, applied: readonly AppliedMigration[]) {
  const migrations = await readMigrations(ownMigrations);
  refuseNewer(newerThan(migrations, new Map(applied.map((one) => [one.name, one.checksum]))));
  const names = new Set(applied.map(({ name }) => name));
  const { ran } = await apply(
    pool,
    migrations.filter(({ name }) => names.has(name)),
    refuseNewer,
  );
  return ran;
}

/**
 * Makes sure that every migration of this version has run. Newer ones may have: during an update,
 * and after one that is taken back, processes of the version before work on the newer schema.
 * @throws MadrigalError `unavailable` where one is missing, or the database cannot be reached
 */
export async function checkMigrated(pool: pg.Pool, folder: URL = ownMigrations): Promise<void> {
  const migrations = await readMigrations(folder);
  const applied = await translated(async () => {
    const { rows: tables } = await pool.query<{ found: boolean }>(
      "SELECT to_regclass('schema_migrations') IS NOT NULL AS found",
    );
    if (!tables[0]?.found) return new Set<string>();
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM schema_migrations');
    return new Set(rows.map(({ name }) => name));
  });
  const missing = migrations.find(({ name }) => !applied.has(name));
  if (!missing) return;
  throw new MadrigalError(
    'unavailable',
    `The database is older than this version (${missing.name} has not run). Run migrate first.`,
  );
}

/** Throws where nothing is to be done with a database that has newer migrations. */
type JudgeNewer = (newer: string[], pending: Migration[]) => void;

async function apply(
  pool: pg.Pool,
  migrations: Migration[],
  judgeNewer: JudgeNewer,
): Promise<Migrated> {
  return translated(async () => {
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
      return await runPending(client, migrations, judgeNewer);
    } finally {
      // Destroyed, not reused: closing the session is what surely gives the lock back.
      client.release(true);
    }
  });
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => FILE_NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // Git may check files out with other line ends on Windows.
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function runPending(
  client: pg.PoolClient,
  migrations: Migration[],
  judgeNewer: JudgeNewer,
): Promise<Migrated> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM schema_migrations',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const newer = newerThan(migrations, applied);
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  judgeNewer(newer, pending);
  for (const migration of pending) await run(client, migration);
  return { ran: pending.map((migration) => migration.name), newer };
}

/** Names of what was applied and is not known here; throws where a known one was changed since. */
function newerThan(migrations: Migration[], applied: Map<string, string>): string[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  const changed = [...known].find(
    ([name, checksum]) => (applied.get(name) ?? checksum) !== checksum,
  );
  if (changed) {
    throw new MadrigalError(
      'unavailable',
      `The migration ${changed[0]} was changed after it ran on this database. Restore the file and write a new migration instead.`,
    );
  }
  return [...applied.keys()].filter((name) => !known.has(name)).sort();
}

function refuseNewer([name]: string[]): void {
  if (name === undefined) return;
  throw new MadrigalError(
    'unavailable',
    `The database was migrated by a newer version of Madrigal (${name} is not known here). Start that version, or restore a backup.`,
  );
}

async function run(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    throw new Error(`The migration ${migration.name} failed.`, { cause: error });
  }
}
