import type {
  MediaFilter,
  MediaItem,
  MediaStore,
  MonthCount,
  TagCount,
} from '@madrigal/core/media/items';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { type Kysely, sql } from 'kysely';
import { idOf, pageOfRows, timeOf } from '../../positions.ts';
import type { Tables } from '../tables.ts';
import { toBits, toMedia } from './media-rows.ts';

type Db = Kysely<Tables>;

type Lists = Pick<
  MediaStore,
  | 'getMedia'
  | 'getMediaOf'
  | 'listMediaOf'
  | 'listMonthsOf'
  | 'listTagsOf'
  | 'listSimilarMedia'
  | 'listStalledMedia'
  | 'listExpiredMedia'
>;

export function createMediaLists(db: Db): Lists {
  return {
    getMedia: (mediaId) => getMedia(db, mediaId),
    getMediaOf: (ownerId, mediaIds) => getMediaOf(db, ownerId, mediaIds),
    listMediaOf: (ownerId, filter, page) => listMediaOf(db, ownerId, filter, page),
    listMonthsOf: (ownerId, filter) => listMonthsOf(db, ownerId, filter),
    listTagsOf: (ownerId) => listTagsOf(db, ownerId),
    listSimilarMedia: (item, maxBits, limit) => listSimilar(db, item, maxBits, limit),
    listStalledMedia: (before, limit) => listStalled(db, before, limit),
    listExpiredMedia: (now, limit) => listExpired(db, now, limit),
  };
}

export async function getMedia(db: Db, mediaId: string): Promise<MediaItem> {
  const row = await db.selectFrom('media').selectAll().where('id', '=', mediaId).executeTakeFirst();
  if (!row) throw new MadrigalError('not_found', 'There is no such photo or video.');
  return toMedia(row);
}

async function getMediaOf(
  db: Db,
  ownerId: string,
  mediaIds: readonly string[],
): Promise<MediaItem[]> {
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('id', '=', sql<string>`ANY (${mediaIds}::uuid[])`)
    .execute();
  return rows.map(toMedia);
}

async function listMediaOf(
  db: Db,
  ownerId: string,
  filter: MediaFilter,
  { limit, after }: PageRequest<Position>,
): Promise<Page<MediaItem, Position>> {
  const { kind, tag, albumId, month, trash } = filter;
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('deleted_at', trash ? 'is not' : 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'image'))
    .$if(tag !== undefined, (query) => query.where(sql<boolean>`${tag} = ANY (tags)`))
    .$if(albumId !== undefined, (query) =>
      query.where('id', 'in', (places) =>
        places
          .selectFrom('photo_album_items')
          .select('media_id')
          .where('album_id', '=', albumId ?? ''),
      ),
    )
    .$if(month !== undefined, (query) => query.where(inMonth(month ?? '')))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(captured_at, id) < (${timeOf(after ?? [])}, ${idOf(after ?? [])})`),
    )
    .orderBy('captured_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOfRows(rows, limit, toMedia, ({ capture, id }) => [capture.at.toISOString(), id]);
}

/** Month of the clock where something was captured. */
const monthOfClock = sql<string>`to_char(
  (captured_at + coalesce(captured_offset_minutes, 0) * interval '1 minute') AT TIME ZONE 'UTC',
  'YYYY-MM')`;

/** Clocks differ from UTC by less than a day, so that an index finds what may be of the month. */
function inMonth(month: string) {
  const start = sql`(${`${month}-01`}::date AT TIME ZONE 'UTC')`;
  return sql<boolean>`captured_at >= ${start} - interval '1 day'
    AND captured_at < ${start} + interval '1 month 1 day' AND ${monthOfClock} = ${month}`;
}

async function listMonthsOf(
  db: Db,
  ownerId: string,
  { kind, tag }: Pick<MediaFilter, 'kind' | 'tag'>,
): Promise<MonthCount[]> {
  return db
    .selectFrom('media')
    .select(({ fn }) => [monthOfClock.as('month'), fn.countAll<number>().as('count')])
    .where('owner_id', '=', ownerId)
    .where('deleted_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'image'))
    .$if(tag !== undefined, (query) => query.where(sql<boolean>`${tag} = ANY (tags)`))
    .groupBy(monthOfClock)
    .orderBy('month', 'desc')
    .execute();
}

async function listTagsOf(db: Db, ownerId: string): Promise<TagCount[]> {
  const { rows } = await sql<TagCount>`
    SELECT tag, count(*) AS count FROM media, unnest(tags) AS tag
    WHERE owner_id = ${ownerId} AND deleted_at IS NULL
    GROUP BY tag ORDER BY lower(tag), tag`.execute(db);
  return rows;
}

async function listSimilar(
  db: Db,
  { id, ownerId, perceptualHash }: Parameters<MediaStore['listSimilarMedia']>[0],
  maxBits: number,
  limit: number,
): Promise<MediaItem[]> {
  if (perceptualHash === null) return [];
  const distance = sql<number>`bit_count(perceptual_hash # ${toBits(perceptualHash)}::bit(64))`;
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('id', '!=', id)
    .where('deleted_at', 'is', null)
    .where('perceptual_hash', 'is not', null)
    .where(distance, '<=', maxBits)
    .orderBy(distance)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toMedia);
}

async function listStalled(db: Db, before: Date, limit: number): Promise<MediaItem[]> {
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('state', 'in', ['received', 'processing'])
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map(toMedia);
}

async function listExpired(db: Db, now: Date, limit: number): Promise<MediaItem[]> {
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('renditions_expire_at', '<=', now)
    .orderBy('renditions_expire_at')
    .limit(limit)
    .execute();
  return rows.map(toMedia);
}
