import type { MediaStore } from '@madrigal/core/media/items';
import type { Kysely } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { createMediaLists } from './media/media-lists.ts';
import { createMediaRemoval } from './media/media-removal.ts';
import { createMediaWrites } from './media/media-writes.ts';
import type { Tables } from './tables.ts';

/** Photos and videos in PostgreSQL. */
export function createMediaStore(db: Kysely<Tables>): MediaStore {
  return translatedMethods({
    ...createMediaLists(db),
    ...createMediaWrites(db),
    ...createMediaRemoval(db),
  });
}
