import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { translated } from '../../../shared/postgres-errors.ts';
import type { AppliedMigration } from '../migrate.ts';
import { listSequences, listTables, quoted, type SequenceState } from './schema.ts';

export interface DumpedTable {
  name: string;
  columns: string[];
  rows: number;
}

/** What a dump holds beside the rows themselves. */
export interface DatabaseDump {
  migrations: AppliedMigration[];
  tables: DumpedTable[];
  sequences: SequenceState[];
}

/**
 * Writes every table of the schema `public` as it is at one moment, while others go on reading and
 * writing: `COPY` in text format (PostgreSQL manual, "COPY"), each into the stream that `open` gives.
 * The queue's own schema is left out; the sweep sends the jobs again that stored things wait for.
 * @throws MadrigalError `unavailable` when the database cannot be reached
 */
export async function dumpDatabase(
  connectionString: string,
  open: (table: string) => Writable,
): Promise<DatabaseDump> {
  const client = new pg.Client({ connectionString, application_name: 'madrigal backup' });
  return translated(async () => {
    await client.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows: migrations } = await client.query<AppliedMigration>(
        'SELECT name, checksum FROM schema_migrations ORDER BY name',
      );
      const tables: DumpedTable[] = [];
      for (const { name, columns } of await listTables(client)) {
        const list = columns.map(quoted).join(', ');
        const rows = client.query(copyTo(`COPY ${quoted(name)} (${list}) TO STDOUT`));
        await pipeline(rows, open(name));
        tables.push({ name, columns, rows: rows.rowCount });
      }
      // Sequences stand outside of snapshots: read last, they are past every id in the rows.
      return { migrations, tables, sequences: await listSequences(client) };
    } finally {
      await client.end();
    }
  });
}
