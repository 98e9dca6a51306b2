import type { QuotaStore, StorageLimit } from '@madrigal/core/quota';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import type { Key } from '../items.ts';
import { keyOf } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItem } from '../read.ts';
import { writeAll } from '../write.ts';
import { measureStored } from './stored.ts';

/** What people upload, by the rows that their uploads and media items have in DynamoDB. */
export function createQuotaStore(dynamo: Dynamo): QuotaStore {
  const table = tableOf(dynamo, 'media');
  return translatedMethods<QuotaStore>({
    readStorage: async (userIds) => {
      const read = await inParallel(userIds, async (userId) => {
        const use = await measureStored(table, userId);
        return [userId, { use, ownLimit: await readLimit(table, userId) }] as const;
      });
      return new Map(read);
    },
    getOwnLimit: (userId) => readLimit(table, userId),
    setOwnLimit: async (userId, limit) => {
      const key = limitKey(userId);
      await writeAll(table, [
        limit ? { put: { ...key, limitBytes: limit.limitBytes } } : { drop: key },
      ]);
    },
  });
}

function limitKey(userId: string): Key {
  return { pk: keyOf('owner', userId), sk: 'limit' };
}

async function readLimit(table: Table, userId: string): Promise<StorageLimit | null> {
  const item = await getItem(table, limitKey(userId));
  return item && { limitBytes: item.limitBytes === null ? null : Number(item.limitBytes) };
}
