import type { MediaStore } from '@madrigal/core/media/items';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { createMediaLists } from './media-lists.ts';
import { createMediaRemoval } from './media-removal.ts';
import { createMediaWrites } from './media-writes.ts';

/** Photos and videos in DynamoDB. */
export function createMediaStore(dynamo: Dynamo): MediaStore {
  const table = tableOf(dynamo, 'media');
  return translatedMethods<MediaStore>({
    ...createMediaLists(table),
    ...createMediaWrites(table),
    ...createMediaRemoval(table),
  });
}
