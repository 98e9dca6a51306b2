import type {
  ProcessingState,
  Upload,
  UploadChange,
  UploadStore,
} from '@madrigal/core/media/upload';
import { quotaExceeded } from '@madrigal/core/quota';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Insertable, Kysely, Selectable } from 'kysely';
import { translated } from '../../shared/postgres-errors.ts';
import { idOf, pageOfRows } from '../positions.ts';
import { lockStorageOf, measureUse } from './quota-store.ts';
import type { Tables, UploadTable } from './tables.ts';

type Db = Kysely<Tables>;

/** Uploads in PostgreSQL. */
export function createUploadStore(db: Db): UploadStore {
  return {
    createUpload: (upload, limitBytes) => translated(() => createUpload(db, upload, limitBytes)),
    getUpload: (uploadId) => translated(() => getUpload(db, uploadId)),
    listUploadsOfOwner: (ownerId, filter, page) =>
      translated(() => listOfOwner(db, ownerId, filter, page)),
    countOpenUploadsOfShare: (shareId) => translated(() => countOpenOfShare(db, shareId)),
    changeUpload: (uploadId, change) => translated(() => changeUpload(db, uploadId, change)),
    deleteUpload: (uploadId) => translated(() => deleteUpload(db, uploadId)),
    listExpiredUploads: (now, limit) => translated(() => listExpired(db, now, limit)),
    listStalledUploads: (before, limit) => translated(() => listStalled(db, before, limit)),
  };
}

async function createUpload(db: Db, upload: Upload, limitBytes: number | null): Promise<void> {
  if (limitBytes === null) return insert(db, upload);
  await db.transaction().execute(async (tx) => {
    await lockStorageOf(tx, upload.ownerId);
    const usedBytes = await measureUse(tx, upload.ownerId);
    if (usedBytes + upload.sizeBytes > limitBytes) throw quotaExceeded(usedBytes, limitBytes);
    await insert(tx, upload);
  });
}

async function insert(db: Db, upload: Upload): Promise<void> {
  await db.insertInto('uploads').values(fromUpload(upload)).execute();
}

async function getUpload(db: Db, uploadId: string): Promise<Upload> {
  const row = await db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', uploadId)
    .executeTakeFirst();
  if (!row) throw new MadrigalError('not_found', 'There is no such upload.');
  return toUpload(row);
}

async function listOfOwner(
  db: Db,
  ownerId: string,
  { guests }: { guests: boolean },
  page: PageRequest<Position>,
): Promise<Page<Upload, Position>> {
  const all = db
    .selectFrom('uploads')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .$if(!guests, (query) => query.where('share_id', 'is', null))
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const rows = await (page.after ? all.where('id', '<', idOf(page.after)) : all).execute();
  return pageOfRows(rows, page.limit, toUpload, (upload) => [upload.id]);
}

async function countOpenOfShare(db: Db, shareId: string): Promise<number> {
  const { count } = await db
    .selectFrom('uploads')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('share_id', '=', shareId)
    .where('state', 'in', ['created', 'uploading'])
    .executeTakeFirstOrThrow();
  return count;
}

async function changeUpload(
  db: Db,
  uploadId: string,
  change: UploadChange,
): Promise<Upload | null> {
  const { state, processing, updatedAt, whileState, whileProcessing } = change;
  const row = await db
    .updateTable('uploads')
    .set({
      updated_at: updatedAt,
      ...(state && { state }),
      ...(processing && { processing: JSON.stringify(processing) }),
    })
    .where('id', '=', uploadId)
    .where('state', 'in', whileState)
    .$if(whileProcessing !== undefined, (query) =>
      query.where('processing_state', 'in', whileProcessing as ProcessingState['state'][]),
    )
    .returningAll()
    .executeTakeFirst();
  if (row) return toUpload(row);
  await getUpload(db, uploadId);
  return null;
}

async function deleteUpload(db: Db, uploadId: string): Promise<void> {
  await db.deleteFrom('uploads').where('id', '=', uploadId).execute();
}

async function listExpired(db: Db, now: Date, limit: number): Promise<Upload[]> {
  const rows = await db
    .selectFrom('uploads')
    .selectAll()
    .where('state', 'in', ['created', 'uploading'])
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map(toUpload);
}

async function listStalled(db: Db, before: Date, limit: number): Promise<Upload[]> {
  const rows = await db
    .selectFrom('uploads')
    .selectAll()
    .where('state', '=', 'completed')
    .where('processing_state', 'in', ['queued', 'running'])
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map(toUpload);
}

function fromUpload(upload: Upload): Insertable<UploadTable> {
  return {
    id: upload.id,
    owner_id: upload.ownerId,
    file_name: upload.fileName,
    size_bytes: upload.sizeBytes,
    fingerprint: upload.fingerprint,
    state: upload.state,
    raw_key: upload.rawKey,
    multipart_id: upload.multipart?.id ?? null,
    part_size_bytes: upload.multipart?.partSizeBytes ?? null,
    part_count: upload.multipart?.partCount ?? null,
    item_id: upload.itemId,
    may_add_songs: upload.mayAddSongs,
    modified_at: upload.modifiedAt,
    photo_album_id: upload.photoAlbumId,
    share_id: upload.guest?.shareId ?? null,
    guest_name: upload.guest?.name ?? null,
    processing: JSON.stringify(upload.processing),
    created_at: upload.createdAt,
    updated_at: upload.updatedAt,
    expires_at: upload.expiresAt,
  };
}

function toUpload(row: Selectable<UploadTable>): Upload {
  return {
    id: row.id,
    ownerId: row.owner_id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    fingerprint: row.fingerprint,
    state: row.state,
    rawKey: row.raw_key,
    multipart: toMultipart(row),
    itemId: row.item_id,
    mayAddSongs: row.may_add_songs,
    modifiedAt: row.modified_at,
    photoAlbumId: row.photo_album_id,
    guest: row.share_id === null ? null : { shareId: row.share_id, name: row.guest_name ?? '' },
    processing: row.processing,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
  };
}

function toMultipart(row: Selectable<UploadTable>): Upload['multipart'] {
  const { multipart_id: id, part_size_bytes: partSizeBytes, part_count: partCount } = row;
  return id !== null && partSizeBytes !== null && partCount !== null
    ? { id, partSizeBytes, partCount }
    : null;
}
