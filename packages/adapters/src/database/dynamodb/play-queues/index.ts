import type { PlayQueue, PlayQueueStore } from '@madrigal/core/library';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { fromChunks, type Key, type Stored, toChunks, toDate, toStored } from '../items.ts';
import { keyOf } from '../keys.ts';
import { getItem } from '../read.ts';
import { writeAll } from '../write.ts';

/** Play queues in DynamoDB, one item each. Ids of 2,000 songs are packed into about 45 kB. */
export function createPlayQueueStore(dynamo: Dynamo): PlayQueueStore {
  const table = tableOf(dynamo, 'play-queues');
  return translatedMethods<PlayQueueStore>({
    putPlayQueue: (userId, queue) => putQueue(table, userId, queue),
    getPlayQueue: (userId) => getQueue(table, userId),
    deletePlayQueue: async (userId) => {
      await writeAll(table, [{ drop: queueKey(userId) }]);
    },
  });
}

function queueKey(userId: string): Key {
  return { pk: keyOf('listener', userId), sk: 'queue' };
}

async function putQueue(
  table: Table,
  userId: string,
  { songIds, ...queue }: PlayQueue,
): Promise<void> {
  const chunks = await toChunks(toStored(songIds));
  await writeAll(table, [{ put: { ...queueKey(userId), queue: toStored(queue), chunks } }]);
}

async function getQueue(table: Table, userId: string): Promise<PlayQueue | null> {
  const item = await getItem(table, queueKey(userId));
  if (!item) return null;
  const queue = item.queue as Stored<Omit<PlayQueue, 'songIds'>>;
  const songIds = (await fromChunks(item.chunks as Uint8Array[])) as string[];
  return { ...queue, songIds, changedAt: toDate(queue.changedAt) };
}
