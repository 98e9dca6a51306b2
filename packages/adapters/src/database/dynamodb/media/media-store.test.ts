import { describeMediaStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createMediaStore } from './index.ts';

describeOnDynamo('photos and videos on DynamoDB', () => {
  describeMediaStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['media']);
    return { store: createMediaStore(dynamo), dispose: dynamo.dispose };
  });
});
