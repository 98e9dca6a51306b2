import { describePhotoAlbumStore } from '@madrigal/core/testing';
import { createMediaStore } from '../media/index.ts';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createPhotoAlbumStore } from './index.ts';

describeOnDynamo('photo albums on DynamoDB', () => {
  describePhotoAlbumStore('DynamoDB', async () => {
    const dynamo = await openTestTables(['media']);
    return {
      store: createPhotoAlbumStore(dynamo),
      media: createMediaStore(dynamo),
      dispose: dynamo.dispose,
    };
  });
});
