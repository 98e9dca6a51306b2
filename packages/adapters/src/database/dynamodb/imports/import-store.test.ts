import { describeImportStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createImportStore } from './index.ts';

describeOnDynamo('imports on DynamoDB', () => {
  describeImportStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['catalogue']);
    return { store: createImportStore(dynamo), dispose: dynamo.dispose };
  });
});
