import type { CatalogueStore } from '@madrigal/core/catalog';
import type { Kysely } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { createAlbumStore } from './catalogue/albums.ts';
import { createArtistStore } from './catalogue/artists.ts';
import { createCatalogueSearch } from './catalogue/search.ts';
import { createSongStore } from './catalogue/songs.ts';
import type { Tables } from './tables.ts';

/** The catalogue in PostgreSQL. */
export function createCatalogueStore(db: Kysely<Tables>): CatalogueStore {
  const songs = createSongStore(db);
  const albums = createAlbumStore(db);
  const artists = createArtistStore(db);
  return translatedMethods({
    ...songs,
    ...albums,
    ...artists,
    ...createCatalogueSearch(db, { songs, albums, artists }),
  });
}
