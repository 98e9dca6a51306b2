import type { LibraryStore } from '@madrigal/core/library';
import { type Kysely, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { createFavouriteStore } from './library/favourites.ts';
import { createPlaylistStore } from './library/playlists.ts';
import { createPlayStore } from './library/plays.ts';
import { createSmartStore } from './library/smart.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** What belongs to listeners, in PostgreSQL. */
export function createLibraryStore(db: Db): LibraryStore {
  return translatedMethods({
    ...createPlaylistStore(db),
    ...createFavouriteStore(db),
    ...createPlayStore(db),
    ...createSmartStore(db),
    forgetSong: (songId) => forgetSong(db, songId),
    moveArtist: (fromId, toId) => moveArtist(db, fromId, toId),
    forgetListener: (userId) => forgetListener(db, userId),
  });
}

function forgetSong(db: Db, songId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    // The playlists first, in the order of their ids: that is how every write of one begins.
    await sql`
      SELECT FROM playlists WHERE id IN (SELECT playlist_id FROM playlist_items WHERE song_id = ${songId})
      ORDER BY id FOR UPDATE`.execute(tx);
    await sql`
      WITH removed AS (
        DELETE FROM playlist_items WHERE song_id = ${songId} RETURNING playlist_id, duration_ms
      ), shorter AS (
        SELECT playlist_id, count(*) AS items, sum(duration_ms) AS duration_ms
        FROM removed GROUP BY playlist_id
      )
      UPDATE playlists SET
        version = version + 1,
        item_count = item_count - shorter.items,
        duration_ms = playlists.duration_ms - shorter.duration_ms
      FROM shorter WHERE playlists.id = shorter.playlist_id`.execute(tx);
    await tx.deleteFrom('favourites').where('target_id', '=', songId).execute();
    await tx.deleteFrom('plays').where('song_id', '=', songId).execute();
    await tx.deleteFrom('cleared_plays').where('song_id', '=', songId).execute();
  });
}

function moveArtist(db: Db, fromId: string, toId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await sql`
      INSERT INTO favourites (user_id, kind, target_id, added_at)
      SELECT user_id, kind, ${toId}::uuid, added_at FROM favourites WHERE target_id = ${fromId}
      ON CONFLICT DO NOTHING`.execute(tx);
    await tx.deleteFrom('favourites').where('target_id', '=', fromId).execute();
  });
}

function forgetListener(db: Db, userId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('playlists').where('owner_id', '=', userId).execute();
    await sql`
      UPDATE playlists SET member_ids = array_remove(member_ids, ${userId}), version = version + 1
      WHERE member_ids @> ARRAY[${userId}]::text[]`.execute(tx);
    await tx
      .updateTable('playlist_items')
      .set({ added_by: '' })
      .where('added_by', '=', userId)
      .execute();
    await tx.deleteFrom('favourites').where('user_id', '=', userId).execute();
    await tx.deleteFrom('plays').where('user_id', '=', userId).execute();
    await tx.deleteFrom('cleared_plays').where('user_id', '=', userId).execute();
  });
}
