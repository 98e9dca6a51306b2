import type { Album } from '@madrigal/core/catalog';
import type { Db } from './identities.ts';

/** The album that an identity leads to. */
export function findAlbum(db: Db, hash: Buffer): Promise<Album | undefined> {
  return db
    .selectFrom('album_identities')
    .innerJoin('albums', 'albums.id', 'album_identities.album_id')
    .innerJoin('artists', 'artists.id', 'albums.artist_id')
    .select(['albums.id', 'albums.title', 'artists.id as artistId', 'artists.name as artistName'])
    .where('album_identities.identity_hash', '=', hash)
    .executeTakeFirst();
}
