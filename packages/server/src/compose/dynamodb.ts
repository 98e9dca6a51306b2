import {
  checkTables,
  type Dynamo,
  ensureTables,
  openDynamo,
  type TableName,
  tableNames,
} from '@madrigal/adapters/database/dynamodb';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { awsOptions } from './jobs.ts';

/** Tables that some store of this configuration is in. */
function tablesOf({ stores }: Config): TableName[] {
  const engines: Partial<Record<TableName, string>> = stores;
  return tableNames.filter((name) => engines[name] === 'dynamodb');
}

/**
 * The tables that stores are in, until `stack` ends; null where no store is. Those that infrastructure
 * code makes are not looked at: that would take a right that nothing else needs, and time whenever a
 * function starts.
 * @throws MadrigalError `unavailable` where one is missing that is ours to make
 */
export async function openTables(
  config: Config,
  stack: AsyncDisposableStack,
  { migrates }: { migrates: boolean },
): Promise<Dynamo | null> {
  if (!config.dynamodb) return null;
  if (migrates) await prepareTables(config);
  const dynamo = connect(config.dynamodb);
  stack.defer(async () => dynamo.close());
  if (config.dynamodb.manageTables) await checkTables(dynamo, tablesOf(config));
  return dynamo;
}

/** Makes tables and indexes that are missing, where they are ours to make. */
export async function prepareTables(config: Config): Promise<void> {
  if (!config.dynamodb?.manageTables) return;
  const dynamo = connect(config.dynamodb);
  try {
    await ensureTables(dynamo, tablesOf(config));
  } finally {
    dynamo.close();
  }
}

function connect({ access, tablePrefix }: NonNullable<Config['dynamodb']>): Dynamo {
  return openDynamo({ ...awsOptions(access), tablePrefix });
}

/** The tables, for a store that is there. */
export function tablesFor(dynamo: Dynamo | null): Dynamo {
  if (!dynamo) throw new MadrigalError('internal', 'There are no tables.');
  return dynamo;
}
