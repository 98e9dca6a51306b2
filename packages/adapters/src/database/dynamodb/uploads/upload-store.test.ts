import { describeUploadStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createUploadStore } from './index.ts';

describeOnDynamo('uploads on DynamoDB', () => {
  describeUploadStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['media']);
    return { store: createUploadStore(dynamo), dispose: dynamo.dispose };
  });
});
