import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type RawBuilder, sql } from 'kysely';
import { idOf, pageOfRows } from '../../positions.ts';

type Sql = RawBuilder<unknown>;

/** What rows are in the order of, then by id; both in one direction. */
export interface RowOrder {
  /** Left out where the id says it all. */
  key?: Sql;
  id: Sql;
  descending: boolean;
  /** The key in a position. @throws MadrigalError `invalid_cursor` */
  bound?: (position: Position) => unknown;
  /** What else is read from to know the order. */
  join?: Sql;
  condition?: Sql;
}

export interface ChosenRow {
  id: string;
  sort_key: Date | number | string | null;
}

/**
 * Ids of the rows of a page and of one more, for a statement that finds out about these alone what a
 * list shows.
 */
export function chosenRows(
  table: 'albums' | 'artists',
  { key, id, descending, bound, join, condition }: RowOrder,
  conditions: readonly Sql[],
  { limit, after }: PageRequest<Position>,
) {
  const direction = descending ? sql`DESC` : sql`ASC`;
  const compared = descending ? sql`<` : sql`>`;
  const columns = key ? [key, id] : [id];
  const behind = after && [...(bound ? [sql`${bound(after)}`] : []), sql`${idOf(after)}::uuid`];
  const all = [
    ...conditions,
    ...(condition ? [condition] : []),
    ...(behind ? [sql`(${sql.join(columns)}) ${compared} (${sql.join(behind)})`] : []),
  ];
  return sql<ChosenRow>`(
    SELECT ${sql.ref(table)}.id, ${key ?? sql`NULL::text`} AS sort_key
    FROM ${sql.table(table)} ${join ?? sql``}
    WHERE ${all.length > 0 ? sql.join(all, sql` AND `) : sql`true`}
    ORDER BY ${sql.join(columns.map((column) => sql`${column} ${direction}`))}
    LIMIT ${limit + 1}::integer)`.as<'chosen'>(sql`chosen`);
}

/** Puts what was found out about chosen rows into their order. */
export function chosenOrder({ descending }: RowOrder): Sql {
  const direction = descending ? sql`DESC` : sql`ASC`;
  return sql`chosen.sort_key ${direction}, chosen.id ${direction}`;
}

/** A page of what was found out about chosen rows. */
export function pageOfChosen<Row extends ChosenRow, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item, Position> {
  const page = pageOfRows(
    rows,
    limit,
    (row) => row,
    ({ sort_key: key, id }) => [key instanceof Date ? key.toISOString() : String(key ?? id), id],
  );
  return { items: page.items.map(toItem), next: page.next };
}
