import type { PhotoAlbumStore } from '@madrigal/core/media/albums';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { createAlbumHeads } from './album-heads.ts';
import { createAlbumPlaces } from './album-places.ts';

/** Photo albums in DynamoDB, in the table of what is in them. */
export function createPhotoAlbumStore(dynamo: Dynamo): PhotoAlbumStore {
  const table = tableOf(dynamo, 'media');
  return translatedMethods<PhotoAlbumStore>({
    ...createAlbumHeads(table),
    ...createAlbumPlaces(table),
  });
}
