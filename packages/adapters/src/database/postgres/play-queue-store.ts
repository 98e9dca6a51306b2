import type { PlayQueue, PlayQueueStore } from '@madrigal/core/library';
import type { Kysely } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Play queues, one row each, in PostgreSQL. */
export function createPlayQueueStore(db: Db): PlayQueueStore {
  return translatedMethods({
    putPlayQueue: (userId, queue) => putPlayQueue(db, userId, queue),
    getPlayQueue: (userId) => getPlayQueue(db, userId),
    deletePlayQueue: async (userId) => {
      await db.deleteFrom('play_queues').where('user_id', '=', userId).execute();
    },
  });
}

async function putPlayQueue(db: Db, userId: string, queue: PlayQueue): Promise<void> {
  const row = {
    song_ids: queue.songIds,
    current_index: queue.currentIndex,
    position_ms: queue.positionMs,
    device_id: queue.device.id,
    device_name: queue.device.name,
    changed_at: queue.changedAt,
  };
  await db
    .insertInto('play_queues')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute();
}

async function getPlayQueue(db: Db, userId: string): Promise<PlayQueue | null> {
  const row = await db
    .selectFrom('play_queues')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    songIds: row.song_ids,
    currentIndex: row.current_index,
    positionMs: row.position_ms,
    device: { id: row.device_id, name: row.device_name },
    changedAt: row.changed_at,
  };
}
