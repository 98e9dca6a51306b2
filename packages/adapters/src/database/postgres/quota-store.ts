import type { QuotaStore, StorageLimit, StorageRecord } from '@madrigal/core/quota';
import { type Kysely, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Use = StorageRecord['use'];

/** Any fixed number: whoever adds to somebody's storage holds their advisory lock of this class. */
const LOCK_CLASS = 7_236_147;

/** What people upload, by the records of what they have in PostgreSQL. */
export function createQuotaStore(db: Db): QuotaStore {
  return translatedMethods<QuotaStore>({
    readStorage: (userIds) => readStorage(db, userIds),
    getOwnLimit: async (userId) => (await readOwnLimits(db, [userId])).get(userId) ?? null,
    setOwnLimit: async (userId, limit) => {
      if (!limit) {
        await db.deleteFrom('storage_limits').where('user_id', '=', userId).execute();
        return;
      }
      const limit_bytes = limit.limitBytes;
      await db
        .insertInto('storage_limits')
        .values({ user_id: userId, limit_bytes })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ limit_bytes }))
        .execute();
    },
  });
}

/** Has others wait who add to the same person's storage, until the transaction ends. */
export async function lockStorageOf(tx: Db, userId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${userId}))`.execute(tx);
}

/** Bytes of somebody's uploads and media items. */
export async function measureUse(db: Db, userId: string): Promise<number> {
  const use = (await readUses(db, [userId])).get(userId);
  return use ? use.mediaBytes + use.uploadBytes : 0;
}

async function readStorage(
  db: Db,
  userIds: readonly string[],
): Promise<Map<string, StorageRecord>> {
  if (userIds.length === 0) return new Map();
  const uses = await readUses(db, userIds);
  const ownLimits = await readOwnLimits(db, userIds);
  return new Map(
    [...uses].map(([userId, use]) => [userId, { use, ownLimit: ownLimits.get(userId) ?? null }]),
  );
}

async function readOwnLimits(
  db: Db,
  userIds: readonly string[],
): Promise<Map<string, StorageLimit>> {
  const rows = await db
    .selectFrom('storage_limits')
    .selectAll()
    .where('user_id', 'in', userIds)
    .execute();
  return new Map(rows.map((row) => [row.user_id, { limitBytes: row.limit_bytes }]));
}

/** An upload that became a media item says so a moment after the item is there: it counts once. */
async function readUses(db: Db, userIds: readonly string[]): Promise<Map<string, Use>> {
  const { rows } = await sql<Use & { userId: string }>`
    SELECT u.id AS "userId",
      (SELECT coalesce(sum(raw_size_bytes), 0)::bigint FROM media WHERE owner_id = u.id)
        AS "mediaBytes",
      (SELECT coalesce(sum(size_bytes), 0)::bigint FROM uploads
       WHERE owner_id = u.id
         AND state IN ('created', 'uploading', 'completed')
         AND processing_state IN ('none', 'queued', 'running', 'failed')
         AND NOT EXISTS (SELECT FROM media WHERE media.id = uploads.item_id)) AS "uploadBytes"
    FROM unnest(${userIds}::text[]) AS u (id)`.execute(db);
  return new Map(rows.map(({ userId, ...use }) => [userId, use]));
}
