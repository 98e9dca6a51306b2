import { newId } from '@madrigal/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tableOf } from './client.ts';
import { dynamoErrors } from './errors.ts';
import type { Item } from './items.ts';
import { getItem, getItems } from './read.ts';
import { type Fate, failure, type ProxiedCall } from './testing/faulty-proxy.ts';
import { describeOnDynamo, openFaulty, openTestTables, type TestTables } from './testing/index.ts';
import { changeItem, writeAll, writeLoosely } from './write.ts';

const { translated } = dynamoErrors;
const key = { pk: 'a', sk: 'b' };
const UNAVAILABLE = { name: 'MadrigalError', code: 'unavailable' };

describeOnDynamo('DynamoDB with faults', () => {
  let tables: TestTables;
  const opened: { dispose(): Promise<void> }[] = [];
  beforeEach(async () => {
    tables = await openTestTables(['slideshows']);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.dispose();
    await tables.dispose();
  });

  /** The table by a way on which the first calls of an action meet these fates. */
  async function meeting(action: string, ...fates: readonly Fate[]) {
    let met = 0;
    const faulty = await openFaulty(tables, (call) =>
      call.action === action ? (fates[met++] ?? 'pass') : 'pass',
    );
    opened.push(faulty);
    const made = () => faulty.calls.filter((call) => call.action === action);
    return { table: tableOf(faulty, 'slideshows'), made };
  }
  const kept = () => getItem(tableOf(tables, 'slideshows'), key);

  describe('a service that has too much to do', () => {
    test.each([
      ['ProvisionedThroughputExceededException', 400],
      ['ThrottlingException', 400],
      ['RequestLimitExceeded', 400],
      ['InternalServerError', 500],
      ['ServiceUnavailable', 503],
    ])('is asked again after %s', async (code, status) => {
      const fate = failure(code, status);
      const { table, made } = await meeting('PutItem', fate, fate);
      expect(await writeAll(table, [{ add: { ...key, n: 1 } }])).toBe(true);
      expect(made()).toHaveLength(3);
      expect(await kept()).toMatchObject({ n: 1, rev: 1 });
    });

    test('is unavailable after the last attempt', async () => {
      const fate = failure('ThrottlingException');
      const { table, made } = await meeting('PutItem', fate, fate, fate, fate);
      const writing = translated(() => writeAll(table, [{ add: key }]));
      await expect(writing).rejects.toMatchObject(UNAVAILABLE);
      expect(made()).toHaveLength(3);
      expect(await kept()).toBeNull();
    });

    test.each(['ThrottlingError', 'TransactionConflict', 'ProvisionedThroughputExceeded'])(
      'is asked again after a transaction was cancelled for %s',
      async (Code) => {
        const CancellationReasons = [{ Code: 'None' }, { Code, Message: 'no' }];
        const fate = failure('TransactionCanceledException', 400, { CancellationReasons });
        const { table, made } = await meeting('TransactWriteItems', fate, fate);
        const other = { pk: 'a', sk: 'c' };
        expect(await writeAll(table, [{ add: key }, { add: other }])).toBe(true);
        expect(made()).toHaveLength(3);
      },
    );

    test('is asked again when it holds the item for a transaction of somebody else', async () => {
      const { table, made } = await meeting('PutItem', failure('TransactionConflictException'));
      expect(await writeAll(table, [{ add: key }])).toBe(true);
      expect(made()).toHaveLength(2);
    });

    test('is unavailable when transactions never come through', async () => {
      const CancellationReasons = [{ Code: 'TransactionConflict' }];
      const fate = failure('TransactionCanceledException', 400, { CancellationReasons });
      const { table, made } = await meeting('TransactWriteItems', fate, fate, fate, fate, fate);
      const writing = translated(() => writeAll(table, [{ count: key, by: { n: 1 } }]));
      await expect(writing).rejects.toMatchObject(UNAVAILABLE);
      expect(made()).toHaveLength(4);
    });

    test('is asked again for what it left out of a batch', async () => {
      const items = Array.from({ length: 60 }, (_, n) => ({ pk: 'p', sk: String(n) }));
      let left = 3;
      const faulty = await openFaulty(tables, (call) => (left-- > 0 ? leaveOut(call) : 'pass'));
      opened.push(faulty);
      const table = tableOf(faulty, 'slideshows');
      await writeLoosely(
        table,
        items.map((put) => ({ put })),
      );
      left = 3;
      expect(await getItems(table, items)).toHaveLength(60);
    });
  });

  describe('an answer that is lost', () => {
    test('of an addition leaves one item, and it was this one', async () => {
      const { table, made } = await meeting('PutItem', 'lose answer', 'lose answer');
      expect(await writeAll(table, [{ add: { ...key, n: 1 } }])).toBe(true);
      expect(made()).toHaveLength(3);
      expect(await writeAll(table, [{ add: { ...key, n: 2 } }])).toBe(false);
      expect(await kept()).toMatchObject({ n: 1, rev: 1 });
    });

    test('of a change leaves it made once', async () => {
      const { table } = await meeting('PutItem', 'pass', 'lose answer');
      await writeAll(table, [{ add: { ...key, n: 1 } }]);
      expect(await increase(table)).toBe(2);
      expect(await kept()).toMatchObject({ n: 2, rev: 2 });
    });

    test('of a count leaves it counted once', async () => {
      const { table, made } = await meeting('TransactWriteItems', 'lose answer', 'lose answer');
      expect(await writeAll(table, [{ count: key, by: { n: 5 } }])).toBe(true);
      expect(made()).toHaveLength(3);
      expect(await kept()).toMatchObject({ n: 5 });
    });

    test('of a transaction leaves it made once', async () => {
      const { table } = await meeting('TransactWriteItems', 'lose answer');
      const other = { pk: 'a', sk: 'c' };
      const writes = [{ add: key }, { add: other }, { count: { pk: 'n', sk: 'n' }, by: { n: 1 } }];
      expect(await writeAll(table, writes)).toBe(true);
      expect(await getItem(table, { pk: 'n', sk: 'n' })).toMatchObject({ n: 1 });
    });
  });

  test('a change that somebody else was quicker at is worked out anew', async () => {
    const { table, made } = await meeting('PutItem', 'pass');
    await writeAll(table, [{ add: { ...key, n: 1 } }]);
    let calls = 0;
    const result = await changeItem(table, key, async (read) => {
      if (calls++ === 0) await increase(table);
      return {
        writes: [{ replace: { ...key, n: numberIn(read) * 10 }, read: read as Item }],
        result: calls,
      };
    });
    expect(result).toBe(2);
    expect(await kept()).toMatchObject({ n: 20, rev: 3 });
    expect(made()).toHaveLength(4);
  });

  test('counts at the same time all count', async () => {
    const table = tableOf(tables, 'slideshows');
    const count = () => writeAll(table, [{ count: key, by: { n: 1, m: -1 } }]);
    expect(await Promise.all(Array.from({ length: 20 }, count))).not.toContain(false);
    expect(await kept()).toMatchObject({ n: 20, m: -20 });
  });

  test.each([
    ['AccessDeniedException', 400, 'unavailable'],
    ['ExpiredTokenException', 400, 'unavailable'],
    ['UnrecognizedClientException', 400, 'unavailable'],
    ['ResourceNotFoundException', 400, 'unavailable'],
    ['ValidationException', 400, 'internal'],
  ])('%s %i is told as %s', async (code, status, told) => {
    const fate = failure(code, status);
    const { table } = await meeting('GetItem', fate, fate, fate);
    const reading = translated(() => getItem(table, { pk: newId(), sk: 'x' }));
    await expect(reading).rejects.toMatchObject({ name: 'MadrigalError', code: told });
  });
});

function numberIn(item: Item | null): number {
  return Number(item?.n);
}

function increase(table: Parameters<typeof changeItem>[0]): Promise<number | null> {
  return changeItem(table, key, async (read) => {
    if (!read) return null;
    const n = numberIn(read) + 1;
    return { writes: [{ replace: { ...key, n }, read }], result: n };
  });
}

/** An answer that did nothing of a batch. */
function leaveOut({ action, body }: ProxiedCall): Fate {
  const left = action === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  return { status: 200, body: { [left]: body.RequestItems, Responses: {} } };
}
