import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type {
  Beats,
  SlideshowChange,
  SlideshowRecord,
  SlideshowStore,
} from '@madrigal/core/slideshow';
import { type Kysely, type Selectable, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { idOf, pageOfRows } from '../positions.ts';
import type { SlideshowTable, Tables } from './tables.ts';

type Db = Kysely<Tables>;

const UNFINISHED = ['queued', 'rendering'] as const;

/** Slideshows and beats of songs in PostgreSQL. */
export function createSlideshowStore(db: Db): SlideshowStore {
  return translatedMethods<SlideshowStore>({
    createSlideshow: (created) => createSlideshow(db, created),
    getSlideshow: (slideshowId) => getSlideshow(db, slideshowId),
    findByIdempotencyKey: (ownerId, key) => findByIdempotencyKey(db, ownerId, key),
    listSlideshowsOfOwner: (ownerId, page) => listSlideshowsOfOwner(db, ownerId, page),
    sumBytesOf: (ownerIds) => sumBytesOf(db, ownerIds),
    listPreviewsOfOwner: (ownerId, limit) => listPreviewsOfOwner(db, ownerId, limit),
    changeSlideshow: (slideshowId, change) => changeSlideshow(db, slideshowId, change),
    deleteSlideshow: async (slideshowId) => {
      await db.deleteFrom('slideshows').where('id', '=', slideshowId).execute();
    },
    listStalledSlideshows: (before, limit) => listStalledSlideshows(db, before, limit),
    listPreviewsBefore: (before, limit) => listPreviewsBefore(db, before, limit),
    findBeats: (contentHash) => findBeats(db, contentHash),
    putBeats: (contentHash, beats) => putBeats(db, contentHash, beats),
  });
}

async function createSlideshow(db: Db, created: SlideshowRecord): Promise<void> {
  await db
    .insertInto('slideshows')
    .values({
      id: created.id,
      owner_id: created.ownerId,
      name: created.name,
      preview: created.preview,
      spec: JSON.stringify(created.spec),
      idempotency_key: created.idempotencyKey,
      state: created.state,
      round: created.round,
      run_id: created.runId,
      percent: created.percent,
      remaining_ms: created.remainingMs,
      failure: created.failure && JSON.stringify(created.failure),
      skipped: JSON.stringify(created.skipped),
      result: created.result && JSON.stringify(created.result),
      announced: created.announced,
      created_at: created.createdAt,
      updated_at: created.updatedAt,
      finished_at: created.finishedAt,
    })
    .execute();
}

async function getSlideshow(db: Db, slideshowId: string): Promise<SlideshowRecord> {
  const row = await db
    .selectFrom('slideshows')
    .selectAll()
    .where('id', '=', slideshowId)
    .executeTakeFirst();
  if (!row) throw new MadrigalError('not_found', 'There is no such slideshow.');
  return toRecord(row);
}

async function findByIdempotencyKey(
  db: Db,
  ownerId: string,
  key: string,
): Promise<SlideshowRecord | null> {
  const row = await db
    .selectFrom('slideshows')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return row ? toRecord(row) : null;
}

function newestOf(db: Db, ownerId: string, preview: boolean) {
  return db
    .selectFrom('slideshows')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('preview', '=', preview)
    .orderBy('id', 'desc');
}

async function listSlideshowsOfOwner(
  db: Db,
  ownerId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<SlideshowRecord, Position>> {
  const all = newestOf(db, ownerId, false).limit(limit + 1);
  const rows = await (after ? all.where('id', '<', idOf(after)) : all).execute();
  return pageOfRows(rows, limit, toRecord, ({ id }) => [id]);
}

async function listPreviewsOfOwner(
  db: Db,
  ownerId: string,
  limit: number,
): Promise<SlideshowRecord[]> {
  return (await newestOf(db, ownerId, true).limit(limit).execute()).map(toRecord);
}

async function sumBytesOf(db: Db, ownerIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ ownerId: string; bytes: number }>`
    SELECT o.id AS "ownerId",
      (SELECT coalesce(sum((result ->> 'sizeBytes')::bigint), 0)::bigint FROM slideshows
       WHERE owner_id = o.id AND NOT preview) AS bytes
    FROM unnest(${ownerIds}::text[]) AS o (id)`.execute(db);
  return new Map(rows.map(({ ownerId, bytes }) => [ownerId, bytes]));
}

async function changeSlideshow(
  db: Db,
  slideshowId: string,
  change: SlideshowChange,
): Promise<SlideshowRecord | null> {
  const allowed = db
    .updateTable('slideshows')
    .set(columnsOf(change))
    .where('id', '=', slideshowId)
    .where('state', 'in', change.whileState);
  const { whileRun } = change;
  const changing = whileRun === undefined ? allowed : allowed.where('run_id', '=', whileRun);
  const row = await changing.returningAll().executeTakeFirst();
  if (row) return toRecord(row);
  await getSlideshow(db, slideshowId);
  return null;
}

function columnsOf(change: SlideshowChange) {
  const { name, spec, state, round, runId, percent, remainingMs } = change;
  const { failure, skipped, result, announced, finishedAt, updatedAt } = change;
  return {
    updated_at: updatedAt,
    ...(name !== undefined && { name }),
    ...(spec && { spec: JSON.stringify(spec) }),
    ...(state && { state }),
    ...(round !== undefined && { round }),
    ...(runId !== undefined && { run_id: runId }),
    ...(percent !== undefined && { percent }),
    ...(remainingMs !== undefined && { remaining_ms: remainingMs }),
    ...(failure !== undefined && { failure: failure && JSON.stringify(failure) }),
    ...(skipped && { skipped: JSON.stringify(skipped) }),
    ...(result !== undefined && { result: result && JSON.stringify(result) }),
    ...(announced !== undefined && { announced }),
    ...(finishedAt !== undefined && { finished_at: finishedAt }),
  };
}

async function listStalledSlideshows(
  db: Db,
  before: Date,
  limit: number,
): Promise<SlideshowRecord[]> {
  const rows = await db
    .selectFrom('slideshows')
    .selectAll()
    .where('state', 'in', UNFINISHED)
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

async function listPreviewsBefore(db: Db, before: Date, limit: number): Promise<SlideshowRecord[]> {
  const rows = await db
    .selectFrom('slideshows')
    .selectAll()
    .where('preview', '=', true)
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

async function findBeats(db: Db, contentHash: string): Promise<Beats | null> {
  const row = await db
    .selectFrom('song_beats')
    .select('beats')
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
  return row?.beats ?? null;
}

async function putBeats(db: Db, contentHash: string, beats: Beats): Promise<void> {
  const json = JSON.stringify(beats);
  await db
    .insertInto('song_beats')
    .values({ content_hash: contentHash, beats: json })
    .onConflict((conflict) => conflict.column('content_hash').doUpdateSet({ beats: json }))
    .execute();
}

function toRecord(row: Selectable<SlideshowTable>): SlideshowRecord {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    preview: row.preview,
    spec: row.spec,
    idempotencyKey: row.idempotency_key,
    state: row.state,
    round: row.round,
    runId: row.run_id,
    percent: row.percent,
    remainingMs: row.remaining_ms === null ? null : Number(row.remaining_ms),
    failure: row.failure,
    skipped: row.skipped,
    result: row.result,
    announced: row.announced,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}
