import { describePlayQueueStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createPlayQueueStore } from './index.ts';

describeOnDynamo('play queues on DynamoDB', () => {
  describePlayQueueStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['play-queues']);
    return { store: createPlayQueueStore(dynamo), dispose: dynamo.dispose };
  });
});
