import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { translated } from '../../../shared/postgres-errors.ts';
import { migrateAs } from '../migrate.ts';
import type { DatabaseDump, DumpedTable } from './dump.ts';
import { listTables, quoted, type SequenceState } from './schema.ts';

const EMPTY =
  'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public';

/** Whether there is nothing yet in the schema `public`. */
export function isEmptyDatabase(pool: pg.Pool): Promise<boolean> {
  return translated(async () => {
    const { rowCount } = await pool.query(
      `SELECT FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')`,
    );
    return rowCount === 0;
  });
}

/**
 * Replaces everything in the database by a dump, at the schema that the dump was made at: migrate
 * afterwards. The rows appear all together or not at all, and their number is checked.
 * @throws MadrigalError `unavailable` when a newer version made the dump, or rows are missing
 */
export async function loadDatabase(
  pool: pg.Pool,
  dump: DatabaseDump,
  read: (table: string) => Readable,
): Promise<void> {
  if (!(await isEmptyDatabase(pool))) await translated(() => pool.query(EMPTY));
  await migrateAs(pool, dump.migrations);
  await translated(async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await loadTables(client, dump, read);
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  });
}

async function loadTables(
  client: pg.PoolClient,
  { tables, sequences }: DatabaseDump,
  read: (table: string) => Readable,
): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => quoted(name));
  // Migrations may have put rows there, and triggers would count the rows a second time.
  if (names.length > 0) await client.query(`TRUNCATE ${names.join(', ')}`);
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  for (const table of tables) await loadTable(client, table, read(table.name));
  for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  for (const sequence of sequences) await setSequence(client, sequence);
}

async function loadTable(
  client: pg.PoolClient,
  { name, columns, rows }: DumpedTable,
  source: Readable,
): Promise<void> {
  const list = columns.map(quoted).join(', ');
  await pipeline(source, client.query(copyFrom(`COPY ${quoted(name)} (${list}) FROM STDIN`)));
  const counted = await client.query<{ count: string }>(
    `SELECT count(*)::text AS count FROM ${quoted(name)}`,
  );
  const found = Number(counted.rows[0]?.count);
  if (found === rows) return;
  throw new MadrigalError(
    'unavailable',
    `The table ${name} has ${found} rows after the restore and ${rows} in the backup.`,
  );
}

async function setSequence(
  client: pg.PoolClient,
  { name, lastValue }: SequenceState,
): Promise<void> {
  if (lastValue !== null) await client.query('SELECT setval($1, $2)', [quoted(name), lastValue]);
}
