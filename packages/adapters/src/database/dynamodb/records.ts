import { isDeepStrictEqual } from 'node:util';
import type { Table } from './client.ts';
import type { Item, Key } from './items.ts';
import { inParallel } from './parallel.ts';
import { getItem, getItems, inOrderOf } from './read.ts';
import { again, untilSettled } from './retry.ts';
import { TRANSACTION_ITEMS, type Write, writeAll, writeLoosely } from './write.ts';

/**
 * How records of a kind lie in a table: each as an item that stands for it, and rows, by which it is
 * found in other ways too. Both follow from the record alone, so that rows can be made again at any
 * time, and what a change does to them is the difference of before and after.
 */
export interface RecordKind<T> {
  keyOf(id: string): Key;
  toItem(record: T): Item;
  toRows(record: T): Item[];
  fromItem(item: Item): T;
}

type Awaitable<T> = T | Promise<T>;

export interface RecordChange<T, R> {
  /** What the record becomes; null to remove it. */
  next: T | null;
  result: R;
  /** What else is written, all at once with it. */
  more?: readonly Write[];
}

/**
 * Adds a record with its rows; false, and nothing changes, where one has its id or something else in
 * `more` is there.
 */
export async function addRecord<T>(
  table: Table,
  kind: RecordKind<T>,
  record: T,
  more: readonly Write[] = [],
): Promise<boolean> {
  const rows = kind.toRows(record).map((put) => ({ put }));
  return writeWithRows(table, [{ add: kind.toItem(record) }, ...more], rows);
}

/**
 * Lets `change` say what becomes of a record, and writes it with what changes of its rows, again and
 * again until nobody wrote it in between. Null, and nothing was written, where `change` answers null.
 * `change` is given null for a record that does not exist, which it cannot change.
 */
export function changeRecord<T, R>(
  table: Table,
  kind: RecordKind<T>,
  id: string,
  change: (current: T | null) => Awaitable<RecordChange<T, R> | null>,
): Promise<R | null> {
  const key = kind.keyOf(id);
  return untilSettled<R | null>(table.retry, async () => {
    const read = await getItem(table, key);
    const changed = await change(read && kind.fromItem(read));
    if (!read || !changed) return null;
    const { main, rows } = writesOf(kind, read, changed);
    return (await writeWithRows(table, main, rows)) ? changed.result : again;
  });
}

/** Records that are changed in one transaction where they and their rows fit. */
const RECORDS_AT_ONCE = 25;

/**
 * Changes many records as {@link changeRecord} does each. As many as fit are written in one
 * transaction; where somebody else writes one of them meanwhile, each is changed by itself.
 */
export async function changeRecords<T, R>(
  table: Table,
  kind: RecordKind<T>,
  ids: readonly string[],
  change: (current: T | null, id: string) => RecordChange<T, R> | null,
): Promise<R[]> {
  const unique = [...new Set(ids)];
  const batches: string[][] = [];
  for (let at = 0; at < unique.length; at += RECORDS_AT_ONCE) {
    batches.push(unique.slice(at, at + RECORDS_AT_ONCE));
  }
  const changed = await inParallel(batches, async (batch) => {
    const together = await changeTogether(table, kind, batch, change);
    if (together) return together;
    const each = await inParallel(batch, (id) =>
      changeRecord(table, kind, id, (current) => change(current, id)),
    );
    return each.filter((result) => result !== null);
  });
  return changed.flat();
}

/** Null, and nothing was written, where they do not fit or somebody was quicker. */
async function changeTogether<T, R>(
  table: Table,
  kind: RecordKind<T>,
  ids: readonly string[],
  change: (current: T | null, id: string) => RecordChange<T, R> | null,
): Promise<R[] | null> {
  const keys = ids.map(kind.keyOf);
  const found = inOrderOf(keys, await getItems(table, keys));
  const writes: Write[] = [];
  const results: R[] = [];
  for (const [at, id] of ids.entries()) {
    const read = found[at] ?? null;
    const changed = change(read && kind.fromItem(read), id);
    if (!read || !changed) continue;
    const { main, rows } = writesOf(kind, read, changed);
    writes.push(...main, ...rows);
    results.push(changed.result);
  }
  if (writes.length > TRANSACTION_ITEMS) return null;
  return (await writeAll(table, writes)) ? results : null;
}

/** What a change writes: the record and what goes with it, and what follows of its rows. */
function writesOf<T, R>(
  kind: RecordKind<T>,
  read: Item,
  { next, more = [] }: RecordChange<T, R>,
): { main: Write[]; rows: RowWrite[] } {
  const before = kind.fromItem(read);
  const main: Write = next ? { replace: kind.toItem(next), read } : { remove: read, read };
  const rows = changedRows(kind.toRows(before), next ? kind.toRows(next) : []);
  return { main: [main, ...more], rows };
}

type RowWrite = { put: Item } | { drop: Key };

function changedRows(before: readonly Item[], after: readonly Item[]): RowWrite[] {
  const old = new Map(before.map((row) => [nameOf(row), row]));
  const kept = new Set(after.map(nameOf));
  return [
    ...after.filter((row) => !isDeepStrictEqual(old.get(nameOf(row)), row)).map((put) => ({ put })),
    ...before.filter((row) => !kept.has(nameOf(row))).map((drop) => ({ drop })),
  ];
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\0${sk}`;
}

/**
 * Rows beyond what a transaction takes follow it. Should that never happen, they say what was so
 * before, until the record changes again: whoever follows them looks at the record too.
 */
async function writeWithRows(
  table: Table,
  main: readonly Write[],
  rows: readonly RowWrite[],
): Promise<boolean> {
  const fitting = TRANSACTION_ITEMS - main.length;
  if (!(await writeAll(table, [...main, ...rows.slice(0, fitting)]))) return false;
  await writeLoosely(table, rows.slice(fitting));
  return true;
}
