import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, inject } from 'vitest';
import { type Dynamo, type DynamoOptions, nameOfTable, openDynamo } from '../client.ts';
import { ensureTables } from '../ensure-tables.ts';
import type { TableName } from '../tables.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';

const endpoint = inject('dynamoEndpoint');

/** For servers in these tests. */
export const testAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
} as const;

/** Tests of an engine on DynamoDB, which a machine without a stand-in skips, but CI does not. */
export function describeOnDynamo(title: string, tests: () => void): void {
  const skipped = endpoint === null && !process.env.CI;
  const name = skipped ? `${title} (no @dynoxide for this platform)` : title;
  // Suites of 500 items are thousands of requests to one process, on a machine that may be busy.
  describe.skipIf(skipped)(name, { timeout: 300_000 }, tests);
}

export interface TestTables extends Dynamo {
  dispose: () => Promise<void>;
}

/** Empty tables of their own, and how to take them down again. */
export async function openTestTables(
  names: readonly TableName[],
  options: Partial<DynamoOptions> = {},
): Promise<TestTables> {
  const tablePrefix = `t-${randomUUID()}`;
  const dynamo = openDynamo({ ...testAccess, endpoint: testEndpoint(), tablePrefix, ...options });
  await ensureTables(dynamo, names);
  return {
    ...dynamo,
    dispose: async () => {
      for (const name of names) {
        const TableName = nameOfTable(tablePrefix, name);
        await dynamo.client.send(new DeleteTableCommand({ TableName }));
      }
      dynamo.close();
    },
  };
}

/** A second way to the same tables, on which calls meet what `fateOf` says. */
export async function openFaulty(
  tables: Dynamo,
  fateOf: Parameters<typeof startFaultyProxy>[1],
): Promise<TestTables & Pick<FaultyProxy, 'calls'>> {
  const proxy = await startFaultyProxy(testEndpoint(), fateOf);
  const { tablePrefix } = tables;
  const retry = { attempts: 4, firstWaitMs: 1, longestWaitMs: 2 };
  const dynamo = openDynamo({
    ...testAccess,
    ...{ endpoint: proxy.endpoint, tablePrefix, retry, maxAttempts: 3 },
  });
  return {
    ...dynamo,
    calls: proxy.calls,
    dispose: async () => {
      dynamo.close();
      await proxy.dispose();
    },
  };
}

function testEndpoint(): string {
  if (endpoint === null) throw new Error('There is no DynamoDB to test with.');
  return endpoint;
}
