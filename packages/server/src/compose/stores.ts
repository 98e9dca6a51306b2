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
    slideshows:
      stores.slideshows === 'dynamodb'
        ? dynamodb.createSlideshowStore(tablesFor(dynamo))
        : postgres.createSlideshowStore(db),
  };
}
