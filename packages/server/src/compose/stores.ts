import * as dynamodb from '@madrigal/adapters/database/dynamodb';
import * as postgres from '@madrigal/adapters/database/postgres';
import type { Config } from '../config/index.ts';
import { tablesFor } from './dynamodb.ts';

/** Stores of which each group has an engine of its own. */
export function openStores(
  { stores }: Config,
  db: postgres.Postgres['db'],
  dynamo: dynamodb.Dynamo | null,
) {
  return {
    ...(stores.media === 'dynamodb' ? mediaInTables(tablesFor(dynamo)) : mediaInPostgres(db)),
    slideshows:
      stores.slideshows === 'dynamodb'
        ? dynamodb.createSlideshowStore(tablesFor(dynamo))
        : postgres.createSlideshowStore(db),
    shares:
      stores.shares === 'dynamodb'
        ? dynamodb.createShareStore(tablesFor(dynamo))
        : postgres.createShareStore(db),
    playQueues:
      stores['play-queues'] === 'dynamodb'
        ? dynamodb.createPlayQueueStore(tablesFor(dynamo))
        : postgres.createPlayQueueStore(db),
  };
}

function mediaInPostgres(db: postgres.Postgres['db']) {
  return {
    uploads: postgres.createUploadStore(db),
    media: postgres.createMediaStore(db),
    photoAlbums: postgres.createPhotoAlbumStore(db),
    quotas: postgres.createQuotaStore(db),
  };
}

function mediaInTables(dynamo: dynamodb.Dynamo) {
  return {
    uploads: dynamodb.createUploadStore(dynamo),
    media: dynamodb.createMediaStore(dynamo),
    photoAlbums: dynamodb.createPhotoAlbumStore(dynamo),
    quotas: dynamodb.createQuotaStore(dynamo),
  };
}
