import type { SongRemains } from '@madrigal/core/catalog';
import { sql } from 'kysely';
import { type Db, lockSongs } from './identities.ts';

export function trashSongs(db: Db, songIds: readonly string[], deletedAt: Date): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const found = await lockSongs(tx, songIds);
    if (found.length === 0) return;
    await tx
      .updateTable('songs')
      .set({ deleted_at: deletedAt })
      .where('id', 'in', found)
      .where('deleted_at', 'is', null)
      .execute();
  });
}

export function restoreSongs(db: Db, songIds: readonly string[]): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const found = await lockSongs(tx, songIds);
    if (found.length === 0) return;
    await tx.updateTable('songs').set({ deleted_at: null }).where('id', 'in', found).execute();
  });
}

/** One statement, so that a song is either in the catalogue or among the remains. */
export async function purgeTrash(db: Db, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    WITH old AS (
      SELECT id FROM songs WHERE deleted_at < ${before} ORDER BY deleted_at LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM songs USING old WHERE songs.id = old.id RETURNING songs.*
    )
    INSERT INTO song_remains (song_id, keys)
    SELECT id, array_remove(ARRAY[original_key, cover_key, waveform_key], NULL)
      || ARRAY(SELECT value ->> 'key' FROM jsonb_each(renditions))
    FROM gone`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export function listRemains(db: Db, limit: number): Promise<SongRemains[]> {
  return db
    .selectFrom('song_remains')
    .select(['song_id as songId', 'keys'])
    .orderBy('song_id')
    .limit(limit)
    .execute();
}

export async function forgetRemains(db: Db, songId: string): Promise<void> {
  await db.deleteFrom('song_remains').where('song_id', '=', songId).execute();
}
