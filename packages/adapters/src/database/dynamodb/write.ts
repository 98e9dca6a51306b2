import { randomUUID } from 'node:crypto';
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { MadrigalError } from '@madrigal/core/shared';
import { awsCodeOf } from '../../shared/aws-errors.ts';
import type { Table } from './client.ts';
import { isConditionFailure, isContention } from './errors.ts';
import type { Item, Key } from './items.ts';
import { getItem } from './read.ts';
import { again, untilSettled } from './retry.ts';

/** DynamoDB takes so many items in a batch, and in a transaction. */
const BATCH_ITEMS = 25;
export const TRANSACTION_ITEMS = 100;

/** Counts the writes of an item: one is made only where nobody wrote since it was read. */
const REVISION = 'rev';
/** Which call wrote an item: how a write whose answer was lost is told from somebody else's. */
const STAMP = 'stamp';

/** One write of a transaction, or a write by itself. */
export type Write =
  /** Adds an item where there is none. */
  | { add: Item }
  /** Puts an item in place of one that was read, unless it was written since. */
  | { replace: Item; read: Item }
  /** Puts an item, whatever was there. */
  | { put: Item }
  /** Deletes an item that was read, unless it was written since. */
  | { remove: Key; read: Item }
  /** Deletes an item, which need not exist. */
  | { drop: Key }
  /**
   * Adds to numbers of an item, which is made where there is none, or with `ifThere` is not. It gets
   * those of the texts in `first` that it does not have.
   */
  | {
      count: Key;
      by: Readonly<Record<string, number>>;
      ifThere?: true;
      first?: Readonly<Record<string, string>>;
    }
  /** Writes nothing, but holds only where nobody wrote an item since it was read. */
  | { check: Key; read: Item };

/**
 * Makes writes, all of them or none. False, and nothing was written, where a condition did not hold.
 * Sent again by the SDK, it is still made once.
 * @throws MadrigalError `unavailable`; errors of DynamoDB
 */
export async function writeAll(table: Table, writes: readonly Write[]): Promise<boolean> {
  const [first] = writes;
  if (!first) return true;
  if (writes.length > 1 || 'count' in first || 'check' in first) return transact(table, writes);
  return untilSettled(table.retry, () => writeOne(table, first));
}

/**
 * A condition also fails when the write was made and its answer was lost, so that the SDK sent it
 * again: then the item bears this call's stamp.
 */
async function writeOne({ name, documents }: Table, write: Write): Promise<boolean | typeof again> {
  const stamp = randomUUID();
  const { Put, Delete } = operationOf(name, write, stamp);
  try {
    if (Put) {
      const old = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
      await documents.send(new PutCommand({ ...Put, ...old } as typeof Put));
    } else if (Delete) await documents.send(new DeleteCommand(Delete));
    return true;
  } catch (error) {
    if (isContention(error)) return again;
    if (!isConditionFailure(error)) throw error;
    return stampOf(error.Item) === stamp;
  }
}

function stampOf(item: unknown): unknown {
  const stamp = (item as Record<string, unknown> | undefined)?.[STAMP];
  return typeof stamp === 'object' && stamp !== null && 'S' in stamp ? stamp.S : stamp;
}

/** The SDK sends one token with every try of one call: DynamoDB makes it once. */
async function transact(
  { name, documents, retry }: Table,
  writes: readonly Write[],
): Promise<boolean> {
  if (writes.length > TRANSACTION_ITEMS) {
    throw new MadrigalError('internal', `A transaction has ${writes.length} writes.`);
  }
  const stamp = randomUUID();
  const items = writes.map((write) => operationOf(name, write, stamp));
  return untilSettled(retry, async () => {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: items }));
      return true;
    } catch (error) {
      return outcomeOf(error);
    }
  });
}

/** Nothing of a cancelled transaction was written. Reasons: API reference of TransactWriteItems. */
function outcomeOf(error: unknown): false | typeof again {
  if (isContention(error)) return again;
  if (!(error instanceof Error) || awsCodeOf(error) !== 'TransactionCanceled') throw error;
  const reasons = (error as TransactionCanceledException).CancellationReasons ?? [];
  const codes = new Set(reasons.map(({ Code }) => Code ?? 'None'));
  if (codes.has('ConditionalCheckFailed')) return false;
  codes.delete('None');
  const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
  if (codes.size > 0 && [...codes].every((code) => passing.includes(code))) return again;
  throw error;
}

type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

function operationOf(TableName: string, write: Write, stamp: string): Operation {
  const put = (item: Item, revision: number, condition = {}) => ({
    Put: {
      TableName,
      Item: { ...item, [REVISION]: revision, [STAMP]: stamp },
      ...condition,
    },
  });
  if ('add' in write) {
    return put(write.add, 1, { ConditionExpression: 'attribute_not_exists(pk)' });
  }
  if ('put' in write) return put(write.put, 1);
  if ('replace' in write) {
    return put(write.replace, revisionOf(write.read) + 1, unwritten(write.read));
  }
  if ('remove' in write) {
    return { Delete: { TableName, Key: keyIn(write.remove), ...unwritten(write.read) } };
  }
  if ('drop' in write) return { Delete: { TableName, Key: keyIn(write.drop) } };
  if ('check' in write) {
    return { ConditionCheck: { TableName, Key: keyIn(write.check), ...unwritten(write.read) } };
  }
  return { Update: { TableName, Key: keyIn(write.count), ...addition(write) } };
}

function addition({ by, first = {}, ifThere }: Extract<Write, { count: Key }>) {
  const numbers = Object.keys(by).map((_, at) => `#n${at} :n${at}`);
  const texts = Object.keys(first).map((_, at) => `#t${at} = if_not_exists(#t${at}, :t${at})`);
  const numbered = <T>(sign: string, values: readonly T[]) =>
    values.map((value, at): [string, T] => [`${sign}${at}`, value]);
  return {
    UpdateExpression: `${texts.length > 0 ? `SET ${texts.join(', ')} ` : ''}ADD ${numbers.join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries([
      ...numbered('#n', Object.keys(by)),
      ...numbered('#t', Object.keys(first)),
    ]),
    ExpressionAttributeValues: Object.fromEntries([
      ...numbered<number | string>(':n', Object.values(by)),
      ...numbered<number | string>(':t', Object.values(first)),
    ]),
    ...(ifThere && { ConditionExpression: 'attribute_exists(pk)' }),
  };
}

function keyIn({ pk, sk }: Key): Key {
  return { pk, sk };
}

function unwritten(read: Item) {
  return {
    ConditionExpression: '#rev = :rev',
    ExpressionAttributeNames: { '#rev': REVISION },
    ExpressionAttributeValues: { ':rev': revisionOf(read) },
  };
}

function revisionOf(item: Item): number {
  return Number(item[REVISION]);
}

/**
 * Adds one to a number of an item, which is made where there is none, and answers it. Nobody gets the
 * same; sent again by the SDK, it may skip one.
 */
export async function countUp(
  { name, documents, retry }: Table,
  key: Key,
  attribute: string,
): Promise<number> {
  return untilSettled(retry, async () => {
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          ...{ TableName: name, Key: keyIn(key), ReturnValues: 'UPDATED_NEW' },
          UpdateExpression: 'ADD #a :one',
          ExpressionAttributeNames: { '#a': attribute },
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
      return Number(Attributes?.[attribute]);
    } catch (error) {
      if (isContention(error)) return again;
      throw error;
    }
  });
}

/** What to write, and what is answered once it is written. */
export interface Changed<T> {
  writes: readonly Write[];
  result: T;
}

/**
 * Sets a text of an item that is there to a later one, in the order of texts. Nothing happens where
 * it is later already, so it may be done twice.
 */
export async function raise(
  { name, documents, retry }: Table,
  key: Key,
  attribute: string,
  to: string,
): Promise<void> {
  await untilSettled(retry, async () => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: name,
          Key: keyIn(key),
          UpdateExpression: 'SET #a = :to',
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#a) OR #a < :to)',
          ExpressionAttributeNames: { '#a': attribute },
          ExpressionAttributeValues: { ':to': to },
        }),
      );
      return null;
    } catch (error) {
      if (isContention(error)) return again;
      if (isConditionFailure(error)) return null;
      throw error;
    }
  });
}

/**
 * Reads an item, lets `change` say what to write instead, and writes it, again and again until
 * nobody wrote it in between. Null, and nothing was written, where `change` answers null; with
 * `again` it asks for another look.
 * @throws MadrigalError `unavailable`; what `change` throws, to which a missing item is null
 */
export function changeItem<T>(
  table: Table,
  key: Key,
  change: (current: Item | null) => Promise<Changed<T> | typeof again | null>,
): Promise<T | null> {
  return untilSettled<T | null>(table.retry, async () => {
    const changed = await change(await getItem(table, key));
    if (changed === again || changed === null) return changed;
    return (await writeAll(table, changed.writes)) ? changed.result : again;
  });
}

/**
 * Puts and deletes items without any condition, in batches: for what may be done twice and in part.
 */
export async function writeLoosely(
  { name, documents, retry }: Table,
  writes: readonly ({ put: Item } | { drop: Key })[],
): Promise<void> {
  for (let at = 0; at < writes.length; at += BATCH_ITEMS) {
    let left: BatchWriteCommandInput['RequestItems'] = {
      [name]: writes
        .slice(at, at + BATCH_ITEMS)
        .map((write) =>
          'put' in write
            ? { PutRequest: { Item: { ...write.put, [REVISION]: 1 } } }
            : { DeleteRequest: { Key: keyIn(write.drop) } },
        ),
    };
    await untilSettled(retry, async () => {
      const answer = await documents.send(new BatchWriteCommand({ RequestItems: left }));
      left = answer.UnprocessedItems;
      return left?.[name]?.length ? again : null;
    });
  }
}
