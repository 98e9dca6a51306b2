import type { PhotoAlbumStore } from '@madrigal/core/media/albums';
import type { Kysely } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { createAlbumPlaces } from './photo-albums/album-places.ts';
import { createAlbumRows } from './photo-albums/album-rows.ts';
import type { Tables } from './tables.ts';

/** Photo albums in PostgreSQL. */
export function createPhotoAlbumStore(db: Kysely<Tables>): PhotoAlbumStore {
  return translatedMethods({ ...createAlbumRows(db), ...createAlbumPlaces(db) });
}
