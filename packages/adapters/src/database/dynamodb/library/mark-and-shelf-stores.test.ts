import { describeMarkStore, describeShelfStore } from '@madrigal/core/testing';
import { createCatalogueStore } from '../catalogue/index.ts';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createLibraryStore, createMarkStore, createShelfStore, withPlayOrder } from './index.ts';

describeOnDynamo('marks and shelves on DynamoDB', () => {
  const emptyStores = async () => {
    const { dispose, ...dynamo } = await openTestTables(['catalogue', 'library']);
    const catalogue = withPlayOrder(createCatalogueStore(dynamo), dynamo);
    const marks = createMarkStore(dynamo, { catalogue });
    const library = createLibraryStore(dynamo, { catalogue, marks });
    const shelves = createShelfStore(dynamo, { catalogue, library });
    return { catalogue, marks, library, shelves, dispose };
  };

  describeMarkStore('DynamoDB', async () => {
    const { marks: store, ...rest } = await emptyStores();
    return { store, ...rest };
  });

  describeShelfStore('DynamoDB', async () => {
    const { shelves: store, ...rest } = await emptyStores();
    return { store, ...rest };
  });
});
