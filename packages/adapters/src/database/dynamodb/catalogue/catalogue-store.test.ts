import { describeCatalogueStore } from '@madrigal/core/testing';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createCatalogueStore } from './index.ts';

describeOnDynamo('the catalogue on DynamoDB', () => {
  describeCatalogueStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['catalogue']);
    return { store: createCatalogueStore(dynamo), dispose: dynamo.dispose };
  });
});
