import type pg from 'pg';
import { translated } from '../../../shared/postgres-errors.ts';
import type { AppliedMigration } from '../migrate.ts';
import { listTables, quoted } from './schema.ts';

/** What is in a database, so that two can be compared without moving a row. */
export interface DatabaseFingerprint {
  migrations: AppliedMigration[];
  tables: {
    name: string;
    rows: number /** Of all rows, in whatever order they lie. */;
    sum: string;
  }[];
}

/** How values are written, whatever the server thinks of it. */
const SAME_TEXT = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD';
  SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1`;

/**
 * Counts and hashes every table of the schema `public`. The sum of a table is that of the first 64 bits
 * of its rows' MD5: a row that is missing, changed or there twice changes it.
 * @throws MadrigalError `unavailable` when the database cannot be reached
 */
export async function fingerprintDatabase(pool: pg.Pool): Promise<DatabaseFingerprint> {
  return translated(async () => {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(SAME_TEXT);
      const { rows: migrations } = await client.query<AppliedMigration>(
        'SELECT name, checksum FROM schema_migrations ORDER BY name',
      );
      const tables = [];
      for (const { name, columns } of await listTables(client)) {
        const row = `ROW(${columns.map(quoted).join(', ')})::text`;
        const { rows } = await client.query<{ rows: string; sum: string }>(
          `SELECT count(*)::text AS rows,
             coalesce(sum(('x' || left(md5(${row}), 16))::bit(64)::bigint::numeric), 0)::text AS sum
           FROM ${quoted(name)}`,
        );
        tables.push({ name, rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' });
      }
      await client.query('COMMIT');
      broken = false;
      return { migrations, tables };
    } finally {
      client.release(broken);
    }
  });
}
