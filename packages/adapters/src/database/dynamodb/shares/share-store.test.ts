import { describeShareStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createShareStore } from './index.ts';

describeOnDynamo('shares on DynamoDB', () => {
  describeShareStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['shares']);
    return { store: createShareStore(dynamo), dispose: dynamo.dispose };
  });
});
