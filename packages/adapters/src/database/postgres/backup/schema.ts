import type pg from 'pg';

export interface TableColumns {
  name: string;
  /** Without generated ones, which nobody may write. */
  columns: string[];
}

export interface SequenceState {
  name: string;
  /** Null for one that gave no number yet. A text, since it may be past 2^53. */
  lastValue: string | null;
}

interface TableRow extends TableColumns {
  /** Tables that rows of this one refer to. */
  refersTo: string[];
}

/** Kept by `migrate` itself. */
const HISTORY = 'schema_migrations';

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables of the schema `public`, those that others refer to first. */
export async function listTables(client: pg.ClientBase): Promise<TableColumns[]> {
  const { rows } = await client.query<TableRow>(
    `SELECT t.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
         WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
         ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint c
         JOIN pg_class f ON f.oid = c.confrelid
         WHERE c.conrelid = t.oid AND c.contype = 'f' AND f.oid <> t.oid) AS "refersTo"
     FROM pg_class t
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND t.relname <> $1
       AND NOT EXISTS (SELECT FROM pg_depend d
         WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e')
     ORDER BY t.relname`,
    [HISTORY],
  );
  return inOrderOfReference(rows).map(({ name, columns }) => ({ name, columns }));
}

function inOrderOfReference(tables: TableRow[]): TableRow[] {
  const ordered = new Set<TableRow>();
  while (ordered.size < tables.length) {
    const names = new Set([...ordered].map(({ name }) => name));
    const next = tables.filter(
      (table) => !ordered.has(table) && table.refersTo.every((name) => names.has(name)),
    );
    if (next.length === 0) throw new Error('Tables refer to each other in a circle.');
    for (const table of next) ordered.add(table);
  }
  return [...ordered];
}

export async function listSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    `SELECT sequencename AS name, last_value::text AS "lastValue"
     FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  return rows;
}
