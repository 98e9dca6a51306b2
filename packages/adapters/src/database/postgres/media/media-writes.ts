import type { MediaChange, MediaEdit, MediaItem, MediaStore } from '@madrigal/core/media/items';
import { type Kysely, sql, type Updateable } from 'kysely';
import type { MediaTable, Tables } from '../tables.ts';
import { getMedia } from './media-lists.ts';
import { captureColumns, factColumns, fromMedia, renditionColumns, toMedia } from './media-rows.ts';

type Db = Kysely<Tables>;

type Writes = Pick<
  MediaStore,
  'createMedia' | 'changeMedia' | 'editMedia' | 'trashMedia' | 'restoreMedia' | 'forgetRenditions'
>;

export function createMediaWrites(db: Db): Writes {
  return {
    createMedia: (item) => createMedia(db, item),
    changeMedia: (mediaId, change) => changeMedia(db, mediaId, change),
    editMedia: (ownerId, mediaIds, edit) => editMedia(db, ownerId, mediaIds, edit),
    trashMedia: (ownerId, mediaIds, at) => trashMedia(db, ownerId, mediaIds, at),
    restoreMedia: (ownerId, mediaIds) => restoreMedia(db, ownerId, mediaIds),
    forgetRenditions: (mediaId, renditionsOf) => forgetRenditions(db, mediaId, renditionsOf),
  };
}

async function createMedia(db: Db, item: MediaItem): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('media')
    .values(fromMedia(item))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function changeMedia(
  db: Db,
  mediaId: string,
  change: MediaChange,
): Promise<MediaItem | null> {
  const { whileState, whileGeneration } = change;
  const row = await db
    .updateTable('media')
    .set(changedColumns(change))
    .where('id', '=', mediaId)
    .where('state', 'in', whileState)
    .$if(whileGeneration !== undefined, (query) =>
      query.where('generation', '=', whileGeneration ?? 0),
    )
    .returningAll()
    .executeTakeFirst();
  if (row) return toMedia(row);
  await getMedia(db, mediaId);
  return null;
}

function changedColumns({ progress, generation, processed, updatedAt }: MediaChange) {
  const columns: Updateable<MediaTable> = { updated_at: updatedAt };
  if (progress) columns.progress = JSON.stringify(progress);
  if (generation !== undefined) columns.generation = generation;
  if (!processed) return columns;
  const { facts, capture, contentHash, renditionsOf, renditions } = processed;
  return {
    ...columns,
    ...captureColumns(capture),
    ...factColumns(facts),
    width: facts.width,
    height: facts.height,
    content_hash: contentHash,
    renditions_of: renditionsOf,
    ...renditionColumns(renditions),
  };
}

function ownedBy(db: Db, ownerId: string, mediaIds: readonly string[]) {
  return db
    .updateTable('media')
    .where('owner_id', '=', ownerId)
    .where('id', '=', sql<string>`ANY (${mediaIds}::uuid[])`);
}

async function editMedia(
  db: Db,
  ownerId: string,
  mediaIds: readonly string[],
  { title, caption, visibility, capture, addTags = [], removeTags = [] }: MediaEdit,
): Promise<MediaItem[]> {
  const rows = await ownedBy(db, ownerId, mediaIds)
    .set({
      // Also where nothing is named: an update of no column is none.
      tags: taggedWith(addTags, removeTags),
      ...(title !== undefined && { title }),
      ...(caption !== undefined && { caption }),
      ...(visibility !== undefined && { visibility }),
      ...(capture !== undefined && captureColumns(capture)),
    })
    .returningAll()
    .execute();
  return rows.map(toMedia);
}

/** The tags that stay, in their order, then the new ones. */
function taggedWith(added: readonly string[], removed: readonly string[]) {
  return sql<string[]>`(
    SELECT coalesce(array_agg(tag ORDER BY place), '{}') FROM (
      SELECT tag, min(place) AS place
      FROM unnest(tags || ${added}::text[]) WITH ORDINALITY AS all_tags (tag, place)
      WHERE tag <> ALL (${removed}::text[]) GROUP BY tag
    ) AS kept)`;
}

async function trashMedia(
  db: Db,
  ownerId: string,
  mediaIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const rows = await ownedBy(db, ownerId, mediaIds)
    .set({ deleted_at: sql`coalesce(deleted_at, ${at})` })
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function restoreMedia(
  db: Db,
  ownerId: string,
  mediaIds: readonly string[],
): Promise<string[]> {
  const rows = await ownedBy(db, ownerId, mediaIds)
    .set({ deleted_at: null })
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function forgetRenditions(db: Db, mediaId: string, renditionsOf: number): Promise<void> {
  await db
    .updateTable('media')
    .set({ renditions_of: null, ...renditionColumns([]) })
    .where('id', '=', mediaId)
    .where('renditions_of', '=', renditionsOf)
    .execute();
}
