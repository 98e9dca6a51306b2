import type {
  PhotoAlbum,
  PhotoAlbumChange,
  PhotoAlbumStore,
  PhotoAlbumWrite,
} from '@madrigal/core/media/albums';
import {
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  titleSortKey,
} from '@madrigal/core/shared';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { idOf, pageOfRows, timeOf } from '../../positions.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

type Rows = Pick<
  PhotoAlbumStore,
  | 'createPhotoAlbum'
  | 'getPhotoAlbum'
  | 'listPhotoAlbumsOf'
  | 'changePhotoAlbum'
  | 'deletePhotoAlbum'
  | 'deletePhotoAlbumsOf'
>;

export function createAlbumRows(db: Db): Rows {
  return {
    createPhotoAlbum: (album) => create(db, album),
    getPhotoAlbum: (albumId) => getAlbum(db, albumId),
    listPhotoAlbumsOf: (ownerId, page) => listOf(db, ownerId, page),
    changePhotoAlbum: (albumId, change, write) =>
      writeAlbum(db, albumId, write, (tx) => changeDetails(tx, albumId, change)),
    deletePhotoAlbum: async (albumId) => {
      await db.deleteFrom('photo_albums').where('id', '=', albumId).execute();
    },
    deletePhotoAlbumsOf: async (ownerId) => {
      await db.deleteFrom('photo_albums').where('owner_id', '=', ownerId).execute();
    },
  };
}

async function create(
  db: Db,
  album: Parameters<PhotoAlbumStore['createPhotoAlbum']>[0],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('photo_albums')
    .values({
      id: album.id,
      owner_id: album.ownerId,
      ...titleColumns(album.title),
      description: album.description,
      visibility: album.visibility,
      cover_media_id: null,
      version: 1,
      item_count: 0,
      created_at: album.createdAt,
      updated_at: album.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function titleColumns(title: string) {
  return { title, sort_title: titleSortKey(title) };
}

interface AlbumRow {
  id: string;
  owner_id: string;
  title: string;
  description: string;
  visibility: PhotoAlbum['visibility'];
  cover_media_id: string | null;
  shown_cover_id: string | null;
  shown_count: number;
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Albums with what of them is not in the trash. */
function selectAlbums(rest: RawBuilder<unknown>) {
  return sql<AlbumRow>`
    SELECT album.id, owner_id, title, description, visibility, cover_media_id, version,
      created_at, updated_at, shown.count AS shown_count, cover.id AS shown_cover_id
    FROM photo_albums AS album
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM photo_album_items AS place
      JOIN media ON media.id = place.media_id AND media.deleted_at IS NULL
      WHERE place.album_id = album.id
    ) AS shown
    LEFT JOIN LATERAL (
      SELECT media.id FROM photo_album_items AS place
      JOIN media ON media.id = place.media_id AND media.deleted_at IS NULL
      WHERE place.album_id = album.id
      ORDER BY media.id IS NOT DISTINCT FROM album.cover_media_id DESC, place.position, media.id
      LIMIT 1
    ) AS cover ON true
    ${rest}`;
}

async function getAlbum(db: Db, albumId: string): Promise<PhotoAlbum> {
  const { rows } = await selectAlbums(sql`WHERE album.id = ${albumId}`).execute(db);
  const [row] = rows;
  if (!row) throw new MadrigalError('not_found', 'There is no such photo album.');
  return toAlbum(row);
}

async function listOf(
  db: Db,
  ownerId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<PhotoAlbum, Position>> {
  const rest = after
    ? sql`AND (updated_at, album.id) < (${timeOf(after)}::timestamptz, ${idOf(after)}::uuid)`
    : sql``;
  const { rows } = await selectAlbums(sql`
    WHERE owner_id = ${ownerId} ${rest}
    ORDER BY updated_at DESC, album.id DESC LIMIT ${limit + 1}`).execute(db);
  return pageOfRows(rows, limit, toAlbum, ({ updatedAt, id }) => [updatedAt.toISOString(), id]);
}

function toAlbum(row: AlbumRow): PhotoAlbum {
  return {
    id: row.id,
    ownerId: row.owner_id,
    title: row.title,
    description: row.description,
    visibility: row.visibility,
    coverMediaId: row.cover_media_id,
    shownCoverId: row.shown_cover_id,
    itemCount: row.shown_count,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/**
 * Raises the version and does `work` with it, or nothing where the version is another one. From then
 * on the album is this transaction's: no other one writes it until this one ends.
 */
export function writeAlbum(
  db: Db,
  albumId: string,
  { version, updatedAt }: PhotoAlbumWrite,
  work: (tx: Transaction<Tables>) => Promise<void>,
  first: (tx: Transaction<Tables>) => Promise<void> = async () => {},
): Promise<PhotoAlbum> {
  return db.transaction().execute(async (tx) => {
    await first(tx);
    const { numUpdatedRows } = await tx
      .updateTable('photo_albums')
      .set({ version: sql`version + 1`, updated_at: updatedAt })
      .where('id', '=', albumId)
      .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      await getAlbum(tx, albumId);
      throw new MadrigalError('conflict', 'The album was changed meanwhile. Look at it again.');
    }
    await work(tx);
    return getAlbum(tx, albumId);
  });
}

async function changeDetails(
  tx: Transaction<Tables>,
  albumId: string,
  { title, description, visibility, coverMediaId }: PhotoAlbumChange,
): Promise<void> {
  if (coverMediaId) await requirePlace(tx, albumId, coverMediaId);
  const changes = {
    ...(title !== undefined && titleColumns(title)),
    ...(description !== undefined && { description }),
    ...(visibility !== undefined && { visibility }),
    ...(coverMediaId !== undefined && { cover_media_id: coverMediaId }),
  };
  if (Object.keys(changes).length === 0) return;
  await tx.updateTable('photo_albums').set(changes).where('id', '=', albumId).execute();
}

async function requirePlace(
  tx: Transaction<Tables>,
  albumId: string,
  mediaId: string,
): Promise<void> {
  const place = await tx
    .selectFrom('photo_album_items')
    .select('media_id')
    .where('album_id', '=', albumId)
    .where('media_id', '=', mediaId)
    .executeTakeFirst();
  if (!place) throw new MadrigalError('not_found', 'The cover is not in the album.');
}
