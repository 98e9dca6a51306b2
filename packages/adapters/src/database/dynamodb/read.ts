import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Page, Position } from '@madrigal/core/shared';
import type { Table } from './client.ts';
import type { Item, Key } from './items.ts';
import { LAST_CHARACTER, shardsOf } from './keys.ts';
import { again, untilSettled } from './retry.ts';

/** DynamoDB takes so many keys at once. */
const KEYS_AT_ONCE = 100;

/** An item as it is after every write that was acknowledged. */
export async function getItem(table: Table, { pk, sk }: Key): Promise<Item | null> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
  );
  return (Item as Item | undefined) ?? null;
}

/** Those of the items that exist, in no particular order, as after every acknowledged write. */
export async function getItems(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const unique = [...new Map(keys.map(({ pk, sk }) => [`${pk}\0${sk}`, { pk, sk }])).values()];
  const batches: Key[][] = [];
  for (let at = 0; at < unique.length; at += KEYS_AT_ONCE) {
    batches.push(unique.slice(at, at + KEYS_AT_ONCE));
  }
  return (await Promise.all(batches.map((batch) => getBatch(table, batch)))).flat();
}

/** An answer holds 16 MB at most, and throttling leaves keys out: they are asked for again. */
function getBatch({ name, documents, retry }: Table, keys: Key[]): Promise<Item[]> {
  const found: Item[] = [];
  let missing: BatchGetCommandInput['RequestItems'] = {
    [name]: { Keys: keys, ConsistentRead: true },
  };
  return untilSettled(retry, async () => {
    const answer = await documents.send(new BatchGetCommand({ RequestItems: missing }));
    found.push(...((answer.Responses?.[name] ?? []) as Item[]));
    missing = answer.UnprocessedKeys;
    return missing?.[name]?.Keys?.length ? again : found;
  });
}

/** Part of a partition, of a table or of an index, in the order of its sort key. */
export interface Range {
  /** Left out for the table itself, which is read consistently; indexes lag behind a little. */
  index?: string;
  partition: string;
  /** Both ends are included. */
  from?: string;
  to?: string;
  descending?: boolean;
}

/** Items of a range one after the other, fetched about `pageSize` at a time. */
export async function* queryItems(
  table: Table,
  { index, partition, from = '\u0001', to = LAST_CHARACTER, descending = false }: Range,
  pageSize: number,
): AsyncGenerator<Item> {
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
        ExpressionAttributeNames: {
          '#pk': index === undefined ? 'pk' : `${index}Pk`,
          '#sk': index === undefined ? 'sk' : `${index}Sk`,
        },
        ExpressionAttributeValues: { ':pk': partition, ':from': from, ':to': to },
        ScanIndexForward: !descending,
        Limit: pageSize,
        ExclusiveStartKey: start,
      }),
    );
    yield* (answer.Items ?? []) as Item[];
    start = answer.LastEvaluatedKey;
  } while (start);
}

/** The items that the rows of an index stand for, in no particular order, as after every acknowledged write. */
export async function itemsBehind(table: Table, range: Range, pageSize: number): Promise<Item[]> {
  const rows: Item[] = [];
  for await (const row of queryItems(table, range, pageSize)) rows.push(row);
  return getItems(table, rows);
}

/** What of a list is wanted: at most `limit` items behind the sort key `after`, which is left out. */
export interface ListRequest<Row, Entry> {
  limit: number;
  after: string | undefined;
  sortKeyOf: (row: Row) => string;
  /** The entries of rows, in their order; null for a row that belongs there no more. */
  resolve: (rows: readonly Row[]) => Promise<(Entry | null)[]>;
  positionOf: (entry: Entry) => Position;
}

/**
 * A keyset page of a range. Rows that lead nowhere, since an index lags behind, cost nobody an
 * entry: the page is filled from what follows.
 */
export async function listPage<Entry>(
  table: Table,
  range: Range,
  request: ListRequest<Item, Entry>,
): Promise<Page<Entry, Position>> {
  const { limit, after } = request;
  const bounded = after === undefined ? range : behind(range, after);
  return pageFrom(queryItems(table, bounded, limit + 2), request);
}

/** The same of rows that come from anywhere, in the order of their sort keys. */
export async function pageFrom<Row, Entry>(
  all: AsyncIterable<Row> | Iterable<Row>,
  { limit, after, resolve, positionOf, sortKeyOf }: ListRequest<Row, Entry>,
): Promise<Page<Entry, Position>> {
  const entries: Entry[] = [];
  let rows: Row[] = [];
  const take = async () => {
    const found = await resolve(rows);
    rows = [];
    entries.push(...found.filter((entry) => entry !== null));
  };
  for await (const row of all) {
    if (sortKeyOf(row) === after) continue;
    rows.push(row);
    if (entries.length + rows.length <= limit) continue;
    await take();
    if (entries.length > limit) break;
  }
  await take();
  const items = entries.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && entries.length > limit ? positionOf(last) : null };
}

function behind(range: Range, after: string): Range {
  return range.descending ? { ...range, to: after } : { ...range, from: after };
}

/**
 * The first of a list that is everybody's, over all its partitions, in the order of the index's
 * sort key, below `before`.
 */
export async function firstOfShards(
  table: Table,
  { index, list, before, limit }: { index: string; list: string; before: string; limit: number },
): Promise<Key[]> {
  const parts = await Promise.all(
    shardsOf(list).map(async (partition) => {
      const found: Item[] = [];
      const rows = queryItems(table, { index, partition, to: before }, limit);
      for await (const row of rows) {
        if (sortText(row, index) < before) found.push(row);
        if (found.length === limit) break;
      }
      return found;
    }),
  );
  return parts
    .flat()
    .toSorted((a, b) => (sortText(a, index) < sortText(b, index) ? -1 : 1))
    .slice(0, limit)
    .map(({ pk, sk }) => ({ pk, sk }));
}

function sortText(row: Item, index: string): string {
  return String(row[`${index}Sk`]);
}

/** Puts items that were read in any order into that of the rows that led to them; null for none. */
export function inOrderOf(rows: readonly Key[], items: readonly Item[]): (Item | null)[] {
  const byKey = new Map(items.map((item) => [`${item.pk}\0${item.sk}`, item]));
  return rows.map(({ pk, sk }) => byKey.get(`${pk}\0${sk}`) ?? null);
}
