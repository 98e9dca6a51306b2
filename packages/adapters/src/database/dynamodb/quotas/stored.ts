import type { StorageRecord } from '@madrigal/core/quota';
import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { keyOf } from '../keys.ts';
import { queryItems } from '../read.ts';

/** Rows of about 120 bytes: 1 MB, which is what DynamoDB answers at once, holds more than these. */
const ROWS_PER_QUERY = 8000;

/** Partition of what somebody stores: a row for each media item, and each upload that counts. */
function storedBy(ownerId: string): string {
  return keyOf('owner', ownerId, 'stored');
}

export function mediaSizeRow(ownerId: string, mediaId: string, bytes: number): Item {
  return { pk: storedBy(ownerId), sk: keyOf('media', mediaId), bytes };
}

export function uploadSizeRow(
  ownerId: string,
  { id, itemId, sizeBytes }: { id: string; itemId: string; sizeBytes: number },
): Item {
  const media = keyOf('media', itemId);
  return { pk: storedBy(ownerId), sk: keyOf('upload', id), media, bytes: sizeBytes };
}

/** Who adds within a limit replaces this item, so that of several at once each sees the one before. */
export function storageLockKey(ownerId: string): Key {
  return { pk: keyOf('owner', ownerId), sk: 'storage-lock' };
}

/** Read consistently. An upload that became a media item counts as that alone. */
export async function measureStored(table: Table, ownerId: string): Promise<StorageRecord['use']> {
  const media = new Map<string, number>();
  const uploads: Item[] = [];
  const range = { partition: storedBy(ownerId) };
  for await (const row of queryItems(table, range, ROWS_PER_QUERY)) {
    // Rows of media items come first.
    if (row.media === undefined) media.set(row.sk, Number(row.bytes));
    else if (!media.has(String(row.media))) uploads.push(row);
  }
  const sum = (all: Iterable<number>) => [...all].reduce((total, bytes) => total + bytes, 0);
  return {
    mediaBytes: sum(media.values()),
    uploadBytes: sum(uploads.map(({ bytes }) => Number(bytes))),
  };
}
