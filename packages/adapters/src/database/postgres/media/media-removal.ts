import type { ClearedRemains, MediaRemains, MediaStore } from '@madrigal/core/media/items';
import { toBlobKey } from '@madrigal/core/shared';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

type Removal = Pick<
  MediaStore,
  | 'removeMedia'
  | 'purgeTrashedMedia'
  | 'purgeMediaOf'
  | 'listMediaRemains'
  | 'markMediaCleared'
  | 'listClearedMedia'
  | 'forgetMediaRemains'
>;

/**
 * Stands for the raw object of remains that were cleared. A key that nothing has: a version before this
 * one, which may run beside it, deletes it without harm.
 */
const NO_KEY = toBlobKey('cleared');

export function createMediaRemoval(db: Db): Removal {
  return {
    removeMedia: (ownerId, mediaIds, at) =>
      remove(
        db,
        sql`owner_id = ${ownerId} AND id = ANY (${mediaIds}::uuid[]) AND deleted_at IS NOT NULL`,
        { at, limit: mediaIds.length },
      ),
    purgeTrashedMedia: async (before, at, limit) =>
      (await remove(db, sql`deleted_at < ${before}`, { at, limit })).length,
    purgeMediaOf: async (ownerId, at, limit) =>
      (await remove(db, sql`owner_id = ${ownerId}`, { at, limit })).length,
    listMediaRemains: (limit) => listRemains(db, limit),
    markMediaCleared: async ({ mediaId }) => {
      await db
        .updateTable('media_remains')
        .set({ raw_key: NO_KEY })
        .where('media_id', '=', mediaId)
        .execute();
    },
    listClearedMedia: (until, limit) => listCleared(db, until, limit),
    forgetMediaRemains: async (mediaId) => {
      await db.deleteFrom('media_remains').where('media_id', '=', mediaId).execute();
    },
  };
}

/** Removes items with their places in albums, and remembers which objects they leave behind. */
function remove(
  db: Db,
  which: RawBuilder<unknown>,
  { at, limit }: { at: Date; limit: number },
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      WITH doomed AS (
        SELECT id FROM media WHERE ${which} ORDER BY id LIMIT ${limit} FOR UPDATE
      ), removed AS (
        DELETE FROM media WHERE id IN (SELECT id FROM doomed) RETURNING id, raw_key
      )
      INSERT INTO media_remains (media_id, raw_key, removed_at)
      SELECT id, raw_key, ${at}::timestamptz FROM removed
      RETURNING media_id AS id`.execute(tx);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await removeFromAlbums(tx, ids);
    return ids;
  });
}

/** The albums first, in the order of their ids: that is how every write of one begins. */
async function removeFromAlbums(tx: Db, mediaIds: readonly string[]): Promise<void> {
  await sql`
    SELECT FROM photo_albums WHERE id IN (
      SELECT album_id FROM photo_album_items WHERE media_id = ANY (${mediaIds}::uuid[])
    ) ORDER BY id FOR UPDATE`.execute(tx);
  await sql`
    WITH removed AS (
      DELETE FROM photo_album_items WHERE media_id = ANY (${mediaIds}::uuid[]) RETURNING album_id
    ), shorter AS (
      SELECT album_id, count(*) AS items FROM removed GROUP BY album_id
    )
    UPDATE photo_albums SET version = version + 1, item_count = item_count - shorter.items
    FROM shorter WHERE photo_albums.id = shorter.album_id`.execute(tx);
}

async function listRemains(db: Db, limit: number): Promise<MediaRemains[]> {
  const rows = await db
    .selectFrom('media_remains')
    .selectAll()
    .where('raw_key', '<>', NO_KEY)
    .orderBy('media_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    mediaId: row.media_id,
    rawKey: row.raw_key,
    removedAt: row.removed_at,
  }));
}

function listCleared(db: Db, until: Date, limit: number): Promise<ClearedRemains[]> {
  return db
    .selectFrom('media_remains')
    .select(['media_id as mediaId', 'removed_at as removedAt'])
    .where('raw_key', '=', NO_KEY)
    .where('removed_at', '<=', until)
    .orderBy('media_id')
    .limit(limit)
    .execute();
}
