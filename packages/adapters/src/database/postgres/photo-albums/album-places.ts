import type { PhotoAlbumStore, PlacedMedia } from '@madrigal/core/media/albums';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { type Kysely, sql, type Transaction } from 'kysely';
import { idOf, pageOfRows, textOf } from '../../positions.ts';
import { toMedia } from '../media/media-rows.ts';
import type { Tables } from '../tables.ts';
import { writeAlbum } from './album-rows.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

type Places = Pick<
  PhotoAlbumStore,
  | 'addToPhotoAlbum'
  | 'removeFromPhotoAlbum'
  | 'moveInPhotoAlbum'
  | 'listPhotoAlbumItems'
  | 'isInPhotoAlbum'
>;

/** Digits of a position, so that their order as texts is that of the numbers. */
const DIGITS = 12;

export function createAlbumPlaces(db: Db): Places {
  return {
    addToPhotoAlbum: (albumId, mediaIds, write) =>
      writeAlbum(
        db,
        albumId,
        write,
        (tx) => add(tx, albumId, { mediaIds, addedAt: write.updatedAt }),
        (tx) => keepMedia(tx, mediaIds),
      ),
    removeFromPhotoAlbum: (albumId, mediaIds, write) =>
      writeAlbum(db, albumId, write, (tx) => remove(tx, albumId, mediaIds)),
    moveInPhotoAlbum: (albumId, move, write) =>
      writeAlbum(db, albumId, write, (tx) => moveItems(tx, albumId, move)),
    listPhotoAlbumItems: (albumId, filter, page) => listItems(db, albumId, filter, page),
    isInPhotoAlbum: (albumId, mediaId) => isIn(db, albumId, mediaId),
  };
}

/** No item is removed until it has its place. Items come before albums: so does who removes them. */
async function keepMedia(tx: Tx, mediaIds: readonly string[]): Promise<void> {
  await sql`SELECT FROM media WHERE id = ANY (${mediaIds}::uuid[]) ORDER BY id FOR KEY SHARE`.execute(
    tx,
  );
}

async function add(
  tx: Tx,
  albumId: string,
  { mediaIds, addedAt }: { mediaIds: readonly string[]; addedAt: Date },
): Promise<void> {
  await sql`
    WITH last AS (
      SELECT coalesce(max(position)::bigint, 0) AS position FROM photo_album_items
      WHERE album_id = ${albumId}
    ), added AS (
      INSERT INTO photo_album_items (album_id, media_id, position, added_at)
      SELECT album.id, media.id,
        lpad((last.position + given.place)::text, ${DIGITS}::int, '0'), ${addedAt}::timestamptz
      FROM unnest(${mediaIds}::uuid[]) WITH ORDINALITY AS given (id, place)
      CROSS JOIN last
      JOIN photo_albums AS album ON album.id = ${albumId}
      JOIN media ON media.id = given.id AND media.owner_id = album.owner_id
      ORDER BY given.place
      ON CONFLICT DO NOTHING
      RETURNING media_id
    )
    UPDATE photo_albums SET item_count = item_count + (SELECT count(*) FROM added)
    WHERE id = ${albumId}`.execute(tx);
}

async function remove(tx: Tx, albumId: string, mediaIds: readonly string[]): Promise<void> {
  await sql`
    WITH removed AS (
      DELETE FROM photo_album_items
      WHERE album_id = ${albumId} AND media_id = ANY (${mediaIds}::uuid[])
      RETURNING media_id
    )
    UPDATE photo_albums SET
      item_count = item_count - (SELECT count(*) FROM removed),
      cover_media_id = CASE
        WHEN cover_media_id = ANY (${mediaIds}::uuid[]) THEN NULL ELSE cover_media_id
      END
    WHERE id = ${albumId}`.execute(tx);
}

/** Numbers the items anew; those that keep their number are not written. */
async function moveItems(
  tx: Tx,
  albumId: string,
  { mediaIds, after }: { mediaIds: readonly string[]; after: string | null },
): Promise<void> {
  const places = await tx
    .selectFrom('photo_album_items')
    .select(['media_id as id', 'position'])
    .where('album_id', '=', albumId)
    .orderBy('position')
    .orderBy('media_id')
    .execute();
  const known = new Map(places.map(({ id, position }) => [id, position]));
  const named = after === null ? mediaIds : [...mediaIds, after];
  if (named.some((id) => !known.has(id))) {
    throw new MadrigalError('not_found', 'One of the items is not in the album any more.');
  }
  const moved = new Set(mediaIds);
  const others = places.map(({ id }) => id).filter((id) => !moved.has(id));
  const start = after === null ? 0 : others.indexOf(after) + 1;
  const order = [...others.slice(0, start), ...mediaIds, ...others.slice(start)];
  const changed = order
    .map((id, index) => ({ id, position: String(index + 1).padStart(DIGITS, '0') }))
    .filter(({ id, position }) => known.get(id) !== position);
  await sql`
    UPDATE photo_album_items SET position = moved.position
    FROM unnest(
      ${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ position }) => position)}::text[]
    ) AS moved (id, position)
    WHERE album_id = ${albumId} AND media_id = moved.id`.execute(tx);
}

async function listItems(
  db: Db,
  albumId: string,
  { presentable }: { presentable: boolean },
  { limit, after }: PageRequest<Position>,
): Promise<Page<PlacedMedia, Position>> {
  const rows = await db
    .selectFrom('photo_album_items as place')
    .innerJoin('media', 'media.id', 'place.media_id')
    .selectAll('media')
    .select('place.position')
    .where('place.album_id', '=', albumId)
    .where('media.deleted_at', 'is', null)
    .$if(presentable, (query) => query.where('media.width', 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(place.position, place.media_id) > (${textOf(after ?? [])}, ${idOf(after ?? [])}::uuid)`,
      ),
    )
    .orderBy('place.position')
    .orderBy('place.media_id')
    .limit(limit + 1)
    .execute();
  return pageOfRows(
    rows,
    limit,
    (row) => ({ position: row.position, item: toMedia(row) }),
    ({ position, item }) => [position, item.id],
  );
}

async function isIn(db: Db, albumId: string, mediaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('photo_album_items as place')
    .innerJoin('media', 'media.id', 'place.media_id')
    .select('media.id')
    .where('place.album_id', '=', albumId)
    .where('place.media_id', '=', mediaId)
    .where('media.deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
