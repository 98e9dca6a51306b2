import { describeSlideshowStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createSlideshowStore } from './index.ts';

describeOnDynamo('slideshows on DynamoDB', () => {
  describeSlideshowStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['slideshows']);
    return { store: createSlideshowStore(dynamo), dispose: dynamo.dispose };
  });
});
