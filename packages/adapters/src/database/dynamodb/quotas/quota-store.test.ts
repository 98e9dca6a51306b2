import { describeQuotaStore } from '@madrigal/core/testing';
import { createMediaStore } from '../media/index.ts';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createUploadStore } from '../uploads/index.ts';
import { createQuotaStore } from './index.ts';

describeOnDynamo('quotas on DynamoDB', () => {
  describeQuotaStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['media']);
    return {
      quotas: createQuotaStore(dynamo),
      uploads: createUploadStore(dynamo),
      media: createMediaStore(dynamo),
      dispose: dynamo.dispose,
    };
  });
});
