import type { Upload, UploadChange, UploadStore } from '@madrigal/core/media/upload';
import { quotaExceeded } from '@madrigal/core/quota';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { idOf } from '../../positions.ts';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { type Item, type Stored, toDate, toDateOrNull, toStored } from '../items.ts';
import { keyOf, shardOf, sortableTime } from '../keys.ts';
import { measureStored, storageLockKey, uploadSizeRow } from '../quotas/stored.ts';
import { firstOfShards, getItem, getItems, inOrderOf, listPage, queryItems } from '../read.ts';
import { addRecord, changeRecord, type RecordKind } from '../records.ts';
import { again, untilSettled } from '../retry.ts';
import type { Write } from '../write.ts';

/** Lists that are everybody's, in the indexes `expiring` and `stalled`. */
const EXPIRING = 'expiring-uploads';
const UNFINISHED = 'unfinished-uploads';

/** Uploads in DynamoDB, in the table of the media they become. */
export function createUploadStore(dynamo: Dynamo): UploadStore {
  const table = tableOf(dynamo, 'media');
  return translatedMethods<UploadStore>({
    createUpload: (upload, limitBytes) => createUpload(table, upload, limitBytes),
    getUpload: (uploadId) => getUpload(table, uploadId),
    listUploadsOfOwner: (ownerId, { guests }, page) => listOfOwner(table, ownerId, guests, page),
    countOpenUploadsOfShare: (shareId) => countOpen(table, shareId),
    changeUpload: (uploadId, change) => changeUpload(table, uploadId, change),
    deleteUpload: async (uploadId) => {
      await changeRecord(table, uploadKind, uploadId, () => ({ next: null, result: true }));
    },
    // Up to that moment and including it.
    listExpiredUploads: (now, limit) =>
      listFirst(table, {
        ...{ index: 'expiring', list: EXPIRING, limit },
        before: `${sortableTime(now)}$`,
      }),
    listStalledUploads: (before, limit) =>
      listFirst(table, { index: 'stalled', list: UNFINISHED, before: sortableTime(before), limit }),
  });
}

const uploadKind: RecordKind<Upload> = {
  keyOf: (id) => ({ pk: keyOf('upload', id), sk: 'state' }),
  toItem: (upload) => ({
    ...uploadKind.keyOf(upload.id),
    upload: toStored(upload),
    listPk: listOf(upload.ownerId),
    listSk: upload.id,
    ...sweepIndexes(upload),
  }),
  toRows: (upload) => [
    ...(countsAsStored(upload) ? [uploadSizeRow(upload.ownerId, upload)] : []),
    // Read consistently, as there are only so many a link may have.
    ...(upload.guest && isOpen(upload.state)
      ? [{ pk: openOf(upload.guest.shareId), sk: upload.id }]
      : []),
  ],
  fromItem: (item) => fromStored(item.upload as Stored<Upload>),
};

/** See `QuotaStore`: from when it is announced, unless it ended without a media item. */
function countsAsStored({ state, processing }: Upload): boolean {
  if (state === 'cancelled' || state === 'expired') return false;
  return processing.state !== 'ready' && processing.state !== 'rejected';
}

function isOpen(state: Upload['state']): boolean {
  return state === 'created' || state === 'uploading';
}

/** Partition of the uploads by a link whose bytes are not all there. */
function openOf(shareId: string): string {
  return keyOf('share', shareId, 'open');
}

async function countOpen(table: Table, shareId: string): Promise<number> {
  let count = 0;
  for await (const _ of queryItems(table, { partition: openOf(shareId) }, 1000)) count += 1;
  return count;
}

function listOf(ownerId: string): string {
  return keyOf('owner', ownerId, 'uploads');
}

function sweepIndexes({ id, state, processing, expiresAt, updatedAt }: Upload): object {
  if (isOpen(state)) {
    return {
      expiringPk: shardOf(EXPIRING, id),
      expiringSk: `${sortableTime(expiresAt)}#${id}`,
    };
  }
  const unfinished = processing.state === 'queued' || processing.state === 'running';
  if (state !== 'completed' || !unfinished) return {};
  return { stalledPk: shardOf(UNFINISHED, id), stalledSk: `${sortableTime(updatedAt)}#${id}` };
}

function fromStored(stored: Stored<Upload>): Upload {
  return {
    ...(stored as unknown as Upload),
    modifiedAt: toDateOrNull(stored.modifiedAt),
    createdAt: toDate(stored.createdAt),
    updatedAt: toDate(stored.updatedAt),
    expiresAt: toDate(stored.expiresAt),
  };
}

async function createUpload(
  table: Table,
  upload: Upload,
  limitBytes: number | null,
): Promise<void> {
  const { id, ownerId, sizeBytes } = upload;
  await untilSettled(table.retry, async () => {
    const lock: Write[] = [];
    if (limitBytes !== null) {
      const key = storageLockKey(ownerId);
      const read = await getItem(table, key);
      const { mediaBytes, uploadBytes } = await measureStored(table, ownerId);
      const usedBytes = mediaBytes + uploadBytes;
      if (usedBytes + sizeBytes > limitBytes) throw quotaExceeded(usedBytes, limitBytes);
      lock.push(read ? { replace: { ...key }, read } : { add: { ...key } });
    }
    if (await addRecord(table, uploadKind, upload, lock)) return null;
    if (limitBytes !== null && !(await getItem(table, uploadKind.keyOf(id)))) return again;
    throw new MadrigalError('conflict', 'There is such an upload already.');
  });
}

async function getUpload(table: Table, uploadId: string): Promise<Upload> {
  const item = await getItem(table, uploadKind.keyOf(uploadId));
  if (item) return uploadKind.fromItem(item);
  throw missing();
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such upload.');
}

function listOfOwner(
  table: Table,
  ownerId: string,
  guests: boolean,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Upload, Position>> {
  return listPage<Upload>(
    table,
    { index: 'list', partition: listOf(ownerId), descending: true },
    {
      limit,
      after: after && idOf(after),
      sortKeyOf: (row) => String(row.listSk),
      resolve: async (rows) => {
        const items = inOrderOf(rows, await getItems(table, rows));
        const uploads = items.map((item) => item && uploadKind.fromItem(item));
        return uploads.map((upload) => (upload && (guests || !upload.guest) ? upload : null));
      },
      positionOf: ({ id }) => [id],
    },
  );
}

function changeUpload(
  table: Table,
  uploadId: string,
  { whileState, whileProcessing, ...change }: UploadChange,
): Promise<Upload | null> {
  return changeRecord(table, uploadKind, uploadId, (current) => {
    if (!current) throw missing();
    const { state, processing } = current;
    if (!whileState.includes(state)) return null;
    if (whileProcessing && !whileProcessing.includes(processing.state)) return null;
    const next: Upload = {
      ...current,
      state: change.state ?? state,
      processing: change.processing ?? processing,
      updatedAt: change.updatedAt,
    };
    return { next, result: next };
  });
}

async function listFirst(
  table: Table,
  which: Parameters<typeof firstOfShards>[1],
): Promise<Upload[]> {
  const keys = await firstOfShards(table, which);
  const items: (Item | null)[] = inOrderOf(keys, await getItems(table, keys));
  return items.flatMap((item) => (item ? [uploadKind.fromItem(item)] : []));
}
