import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { nameOfTable, openDynamo } from './client.ts';
import { checkTables, ensureTables } from './ensure-tables.ts';
import { type TableName, tableDefinition } from './tables.ts';
import { describeOnDynamo, openTestTables, testAccess } from './testing/index.ts';

const names: TableName[] = ['slideshows'];

describeOnDynamo('tables', () => {
  test('are made as they are defined, once', async () => {
    const dynamo = await openTestTables(names);
    await Promise.all([ensureTables(dynamo, names), ensureTables(dynamo, names)]);
    await checkTables(dynamo, names);
    const TableName = nameOfTable(dynamo.tablePrefix, 'slideshows');
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName }));
    const made = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);
    const defined = tableDefinition('slideshows').indexes.map(({ name }) => name);
    expect(made?.toSorted()).toEqual(defined.toSorted());
    await dynamo.dispose();
  });

  test('drop what is due, by themselves', async () => {
    const dynamo = await openTestTables(names);
    const TableName = nameOfTable(dynamo.tablePrefix, 'slideshows');
    const { TimeToLiveDescription } = await dynamo.client.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    expect(TimeToLiveDescription).toMatchObject({
      AttributeName: 'dropAt',
      TimeToLiveStatus: expect.stringMatching(/^ENABL(ED|ING)$/),
    });
    await dynamo.dispose();
  });

  test('that lack an index are told, and given it', async () => {
    const dynamo = await openTestTables(names);
    const TableName = nameOfTable(dynamo.tablePrefix, 'slideshows');
    const GlobalSecondaryIndexUpdates = [{ Delete: { IndexName: 'aging' } }];
    await dynamo.client.send(new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates }));
    await expect(checkTables(dynamo, names)).rejects.toMatchObject({ code: 'unavailable' });
    await ensureTables(dynamo, names);
    await checkTables(dynamo, names);
    await dynamo.dispose();
  });

  test('that are missing, and a service that is not there, are unavailable', async () => {
    const dynamo = await openTestTables([]);
    await expect(checkTables(dynamo, names)).rejects.toMatchObject({ code: 'unavailable' });
    await dynamo.dispose();
    const nowhere = openDynamo({
      ...testAccess,
      ...{ endpoint: 'http://127.0.0.1:1', tablePrefix: 'x', maxAttempts: 2 },
    });
    await expect(checkTables(nowhere, names)).rejects.toMatchObject({ code: 'unavailable' });
    nowhere.close();
  });
});
