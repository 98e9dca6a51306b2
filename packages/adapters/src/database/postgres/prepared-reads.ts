import type pg from 'pg';

/** Statements that one connection keeps at most; each costs the server tens of kilobytes. */
const MAX_STATEMENTS = 200;
/** Longer lists of values come in ever other lengths, and each would be a statement of its own. */
const MAX_VALUES = 24;
/** Prepared, these would fail once a migration adds a column. */
const ALL_COLUMNS = /[\s."]\*/;

/**
 * Has a connection prepare what it reads: a query that comes again is then neither parsed nor
 * described again, which costs several times its execution where a row is fetched by its id.
 * Writes stay as they are, because their texts differ with the number of their rows.
 * (PostgreSQL: https://www.postgresql.org/docs/current/sql-prepare.html)
 */
export function createReadPreparation(): (client: pg.ClientBase) => void {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known || names.size >= MAX_STATEMENTS || !isPreparable(text)) return known;
    const name = `read-${names.size}`;
    names.set(text, name);
    return name;
  };
  return (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      const name =
        typeof text === 'string' && Array.isArray(values) && values.length <= MAX_VALUES
          ? nameOf(text)
          : undefined;
      return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest);
    }) as typeof client.query;
  };
}

function isPreparable(text: string): boolean {
  return /^(select|with)\b/i.test(text) && !ALL_COLUMNS.test(text);
}
