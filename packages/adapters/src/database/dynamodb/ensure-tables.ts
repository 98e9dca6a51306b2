import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { MadrigalError } from '@madrigal/core/shared';
import { awsCodeOf } from '../../shared/aws-errors.ts';
import { type Dynamo, nameOfTable } from './client.ts';
import { dynamoErrors } from './errors.ts';
import { again, untilSettled } from './retry.ts';
import { type IndexDefinition, type TableName, tableDefinition } from './tables.ts';

const LONGEST_WAIT_SECONDS = 120;
/** DynamoDB fills a new index from what is there, one at a time: minutes for millions of items. */
const indexWait = { attempts: 3600, firstWaitMs: 50, longestWaitMs: 2000 };

/**
 * Makes tables that are missing, and indexes that are missing in those that exist, where no
 * infrastructure code does it. Such tables have no point-in-time recovery.
 */
export function ensureTables(dynamo: Dynamo, names: readonly TableName[]): Promise<void> {
  return dynamoErrors.translated(() => ensure(dynamo, names));
}

/** @throws MadrigalError `unavailable` where one is missing, or an index of one */
export function checkTables(dynamo: Dynamo, names: readonly TableName[]): Promise<void> {
  return dynamoErrors.translated(() => check(dynamo, names));
}

async function ensure({ client, tablePrefix }: Dynamo, names: readonly TableName[]) {
  for (const name of names) {
    const TableName = nameOfTable(tablePrefix, name);
    const made = (await describe(client, TableName)) ?? (await create(client, TableName, name));
    await addIndexes(client, TableName, missingIndexes(made, name));
  }
}

async function check({ client, tablePrefix }: Dynamo, names: readonly TableName[]) {
  for (const name of names) {
    const TableName = nameOfTable(tablePrefix, name);
    const table = await describe(client, TableName);
    if (table && missingIndexes(table, name).length === 0) continue;
    const what = table ? 'lacks an index' : 'does not exist';
    throw new MadrigalError('unavailable', `The table ${TableName} ${what}.`);
  }
}

async function describe(
  client: DynamoDBClient,
  TableName: string,
): Promise<TableDescription | null> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table ?? null;
  } catch (error) {
    if (error instanceof Error && awsCodeOf(error) === 'ResourceNotFound') return null;
    throw error;
  }
}

async function create(
  client: DynamoDBClient,
  TableName: string,
  name: TableName,
): Promise<TableDescription> {
  const { partitionKey, sortKey, timeToLive, billing, indexes } = tableDefinition(name);
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: billing,
        KeySchema: keySchema(partitionKey, sortKey),
        AttributeDefinitions: [
          ...attributes(partitionKey, sortKey),
          ...indexes.flatMap((index) => attributes(index.partitionKey, index.sortKey)),
        ],
        // An empty list is refused.
        ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(indexOf) }),
      }),
    );
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof Error) || awsCodeOf(error) !== 'ResourceInUse') throw error;
  }
  await waitUntilTableExists(
    { client, maxWaitTime: LONGEST_WAIT_SECONDS, minDelay: 1, maxDelay: 5 },
    { TableName },
  );
  await dropExpired(client, TableName, timeToLive);
  return (await describe(client, TableName)) ?? {};
}

/** Repeating it is refused, which says that it is done. */
async function dropExpired(
  client: DynamoDBClient,
  TableName: string,
  AttributeName: string,
): Promise<void> {
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  } catch (error) {
    if (!(error instanceof Error) || !/already enabled/i.test(error.message)) throw error;
  }
}

function missingIndexes(table: TableDescription, name: TableName): IndexDefinition[] {
  const present = new Set(table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  return tableDefinition(name).indexes.filter((index) => !present.has(index.name));
}

/** DynamoDB makes one index at a time. */
async function addIndexes(
  client: DynamoDBClient,
  TableName: string,
  missing: readonly IndexDefinition[],
): Promise<void> {
  for (const index of missing) {
    await client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: attributes(index.partitionKey, index.sortKey),
        GlobalSecondaryIndexUpdates: [{ Create: indexOf(index) }],
      }),
    );
    await untilSettled(indexWait, async () => {
      const indexes = (await describe(client, TableName))?.GlobalSecondaryIndexes;
      const made = indexes?.find(({ IndexName }) => IndexName === index.name);
      return made?.IndexStatus === 'ACTIVE' ? made : again;
    });
  }
}

function keySchema(partitionKey: string, sortKey: string): GlobalSecondaryIndex['KeySchema'] {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
}

function attributes(...names: string[]): AttributeDefinition[] {
  return names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
}

function indexOf({ name, partitionKey, sortKey, projection }: IndexDefinition) {
  return {
    IndexName: name,
    KeySchema: keySchema(partitionKey, sortKey),
    Projection: { ProjectionType: projection },
  };
}
