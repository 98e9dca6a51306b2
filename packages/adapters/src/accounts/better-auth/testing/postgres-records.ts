import pg from 'pg';
import { createTestDatabase } from '../../../database/postgres/testing/index.ts';
import { createPostgresRecords } from '../postgres-records.ts';
import type { AccountRecords } from '../records.ts';

type Row = Record<string, unknown>;

/** Records in a database of their own, and a way past them. */
export interface TestRecords {
  records: AccountRecords;
  rows(table: string): Promise<Row[]>;
  /** Changes the rows with these values; all of them where there are none. */
  set(table: string, where: Row, values: Row): Promise<void>;
  remove(table: string, where: Row): Promise<void>;
  dispose(): Promise<void>;
}

export async function openPostgresRecords(): Promise<TestRecords & { pool: pg.Pool }> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
  // `end` does not wait until connections are closed; dropping the database may cut one off.
  pool.on('error', () => {});
  const equal = (row: Row, from: number, between: string) =>
    Object.keys(row)
      .map((name, index) => `${name} = $${from + index}`)
      .join(between);
  const condition = (where: Row, from = 1) => equal(where, from, ' AND ') || 'true';
  return {
    pool,
    records: createPostgresRecords(pool),
    rows: async (table) => (await pool.query(`SELECT * FROM ${table}`)).rows,
    set: async (table, where, values) => {
      const assignments = equal(values, 1, ', ');
      const given = Object.values(values);
      const text = `UPDATE ${table} SET ${assignments} WHERE ${condition(where, given.length + 1)}`;
      await pool.query(text, [...given, ...Object.values(where)]);
    },
    remove: async (table, where) => {
      await pool.query(`DELETE FROM ${table} WHERE ${condition(where)}`, Object.values(where));
    },
    dispose: async () => {
      await pool.end();
      await database.dispose();
    },
  };
}
