import type { AlbumChange } from '@madrigal/core/catalog';
import { MadrigalError, wordsOfName } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { findAlbum } from './album-identity.ts';
import {
  type Db,
  holdNames,
  identityHash,
  lockSongs,
  refreshSongs,
  rememberWords,
  type Tx,
} from './identities.ts';
import { titleColumns } from './song-rows.ts';

export function changeAlbum(db: Db, albumId: string, change: AlbumChange): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await holdNames(tx, { artistIds: [change.artistId] });
    await lockAlbum(tx, albumId);
    await claimIdentity(tx, albumId, identityHash(change.identityKey));
    await tx
      .updateTable('albums')
      .set({ ...titleColumns(change.title), artist_id: change.artistId, year: change.year })
      .where('id', '=', albumId)
      .execute();
    await sql`
      UPDATE albums SET
        sort_artist = key_of_album_by_artist(artists.sort_name, year, sort_title),
        sort_year = key_by_year(year, sort_title),
        search_words = title_words || artists.search_words
      FROM artists
      WHERE artists.id = albums.artist_id AND albums.id = ${albumId}`.execute(tx);
    const songs = await tx
      .selectFrom('songs')
      .select('id')
      .where('album_id', '=', albumId)
      .execute();
    await refreshSongs(
      tx,
      await lockSongs(
        tx,
        songs.map((song) => song.id),
      ),
    );
    await rememberWords(tx, wordsOfName(change.title));
  });
}

async function lockAlbum(tx: Tx, albumId: string): Promise<void> {
  const album = tx.selectFrom('albums').select('id').where('id', '=', albumId).forUpdate();
  await album.executeTakeFirstOrThrow(
    () => new MadrigalError('not_found', 'There is no such album.'),
  );
}

async function claimIdentity(tx: Tx, albumId: string, hash: Buffer): Promise<void> {
  await tx
    .insertInto('album_identities')
    .values({ identity_hash: hash, album_id: albumId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const holder = await findAlbum(tx, hash);
  if (holder?.id === albumId) return;
  throw new MadrigalError(
    'conflict',
    'This artist has another album of this title. Move the songs there instead.',
  );
}

export async function deleteEmpty(db: Db, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM albums WHERE id IN (
      SELECT id FROM albums
      WHERE added_at < ${before} AND NOT EXISTS (SELECT FROM songs WHERE album_id = albums.id)
      LIMIT ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
