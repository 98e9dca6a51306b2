import type { Gap, Place, PlaylistItem, Sums } from '@madrigal/core/library';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { idOf, pageOfRows, textOf } from '../../positions.ts';
import type { PlaylistItemTable, Tables } from '../tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

export async function addItems(
  tx: Tx,
  playlistId: string,
  items: readonly PlaylistItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    playlist_id: playlistId,
    id: item.id,
    position: item.position,
    song_id: item.songId,
    duration_ms: item.durationMs,
    added_by: item.addedBy,
    added_at: item.addedAt,
  }));
  await tx.insertInto('playlist_items').values(rows).execute();
  await addToCounts(
    tx,
    playlistId,
    items.length,
    items.reduce((sum, item) => sum + item.durationMs, 0),
  );
}

export async function removeItems(
  tx: Tx,
  playlistId: string,
  itemIds: readonly string[],
): Promise<void> {
  const removed = await tx
    .deleteFrom('playlist_items')
    .where('playlist_id', '=', playlistId)
    .where('id', '=', sql<string>`ANY (${itemIds}::uuid[])`)
    .returning('duration_ms')
    .execute();
  const durationMs = removed.reduce((sum, row) => sum + row.duration_ms, 0);
  await addToCounts(tx, playlistId, -removed.length, -durationMs);
}

async function addToCounts(
  tx: Tx,
  playlistId: string,
  items: number,
  durationMs: number,
): Promise<void> {
  await tx
    .updateTable('playlists')
    .set({
      item_count: sql`item_count + ${items}`,
      duration_ms: sql`duration_ms + ${durationMs}`,
    })
    .where('id', '=', playlistId)
    .execute();
}

export async function moveItems(
  tx: Tx,
  playlistId: string,
  moves: readonly Pick<PlaylistItem, 'id' | 'position'>[],
): Promise<void> {
  const ids = moves.map((move) => move.id);
  const positions = moves.map((move) => move.position);
  await sql`
    UPDATE playlist_items SET position = moved.position
    FROM unnest(${ids}::uuid[], ${positions}::text[]) AS moved (id, position)
    WHERE playlist_id = ${playlistId} AND playlist_items.id = moved.id`.execute(tx);
}

export async function listItems(
  db: Db,
  playlistId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<PlaylistItem, Position>> {
  const all = db
    .selectFrom('playlist_items')
    .selectAll()
    .where('playlist_id', '=', playlistId)
    .orderBy('position')
    .orderBy('id')
    .limit(limit + 1);
  const rest = after
    ? all.where(sql<boolean>`(position, id) > (${textOf(after)}, ${idOf(after)})`)
    : all;
  return pageOfRows(await rest.execute(), limit, toItem, (item) => [item.position, item.id]);
}

export async function listFirstSongs(
  db: Db,
  playlistIds: readonly string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; song_ids: string[] }>`
    SELECT wanted.id, array_agg(first.song_id ORDER BY first.position, first.id) AS song_ids
    FROM unnest(${playlistIds}::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT song_id, position, id FROM playlist_items WHERE playlist_id = wanted.id
      ORDER BY position, id LIMIT ${limit}) AS first
    GROUP BY wanted.id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.song_ids]));
}

/** Whichever are fewer lead: hidden songs, or items of these playlists. */
export async function sumHiddenItems(
  db: Db,
  playlistIds: readonly string[],
): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums & { id: string }>`
    SELECT playlist_id AS id, count(*)::int AS "itemCount",
      sum(playlist_items.duration_ms)::bigint AS "durationMs"
    FROM playlist_items JOIN songs ON songs.id = playlist_items.song_id
    WHERE playlist_id = ANY (${playlistIds}::uuid[]) AND songs.state <> 'published'
    GROUP BY playlist_id`.execute(db);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

export async function getItems(
  db: Db,
  playlistId: string,
  itemIds: readonly string[],
): Promise<PlaylistItem[]> {
  const rows = await db
    .selectFrom('playlist_items')
    .selectAll()
    .where('playlist_id', '=', playlistId)
    .where('id', '=', sql<string>`ANY (${itemIds}::uuid[])`)
    .execute();
  return rows.map(toItem);
}

export async function hasSong(db: Db, playlistId: string, songId: string): Promise<boolean> {
  const row = await db
    .selectFrom('playlist_items')
    .select('id')
    .where('playlist_id', '=', playlistId)
    .where('song_id', '=', songId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function toItem(row: Selectable<PlaylistItemTable>): PlaylistItem {
  return {
    id: row.id,
    position: row.position,
    songId: row.song_id,
    durationMs: row.duration_ms,
    addedBy: row.added_by,
    addedAt: row.added_at,
  };
}

export async function findGap(db: Db, playlistId: string, place: Place): Promise<Gap> {
  if (place === 'end') return { before: await outermost(db, playlistId, 'desc'), after: null };
  if (place.after === null) return { before: null, after: await outermost(db, playlistId, 'asc') };
  const [item] = await getItems(db, playlistId, [place.after]);
  if (!item) throw new MadrigalError('not_found', 'The item is not in the playlist any more.');
  const next = await db
    .selectFrom('playlist_items')
    .select('position')
    .where('playlist_id', '=', playlistId)
    .where('position', '>', item.position)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return { before: item.position, after: next?.position ?? null };
}

async function outermost(
  db: Db,
  playlistId: string,
  direction: 'asc' | 'desc',
): Promise<string | null> {
  const row = await db
    .selectFrom('playlist_items')
    .select('position')
    .where('playlist_id', '=', playlistId)
    .orderBy('position', direction)
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? null;
}
