import type { PlaylistOrder } from '@madrigal/contract';
import type {
  Playlist,
  PlaylistChange,
  PlaylistStore,
  PlaylistWrite,
} from '@madrigal/core/library';
import {
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  searchName,
  titleSortKey,
  wordsOfName,
} from '@madrigal/core/shared';
import { type Kysely, sql, type Transaction } from 'kysely';
import { idOf, pageOfRows, textOf, timeOf } from '../../positions.ts';
import { asWords } from '../catalogue/song-rows.ts';
import type { Tables } from '../tables.ts';
import {
  addItems,
  findGap,
  getItems,
  hasSong,
  listFirstSongs,
  listItems,
  moveItems,
  removeItems,
  sumHiddenItems,
} from './items.ts';
import { columns, isOf, toPlaylist } from './playlist-rows.ts';
import { searchPlaylistsOf } from './playlist-search.ts';

type Db = Kysely<Tables>;

export function createPlaylistStore(db: Db): PlaylistStore {
  const writing = (
    id: string,
    write: PlaylistWrite,
    work: (tx: Transaction<Tables>) => Promise<void>,
  ) => writePlaylist(db, id, write, work);
  return {
    createPlaylist: (playlist) => createPlaylist(db, playlist),
    getPlaylist: (playlistId) => getPlaylist(db, playlistId),
    listPlaylistsOf: (userId, order, page) => listOf(db, userId, order, page),
    changePlaylist: (id, change, write) =>
      writing(id, write, (tx) => changeDetails(tx, id, change)),
    deletePlaylist: (playlistId) => deletePlaylist(db, playlistId),
    addItems: (id, items, write) => writing(id, write, (tx) => addItems(tx, id, items)),
    removeItems: (id, itemIds, write) => writing(id, write, (tx) => removeItems(tx, id, itemIds)),
    moveItems: (id, moves, write) => writing(id, write, (tx) => moveItems(tx, id, moves)),
    listItems: (playlistId, page) => listItems(db, playlistId, page),
    listFirstSongs: (playlistIds, limit) => listFirstSongs(db, playlistIds, limit),
    sumHiddenItems: (playlistIds) => sumHiddenItems(db, playlistIds),
    getItems: (playlistId, itemIds) => getItems(db, playlistId, itemIds),
    hasSong: (playlistId, songId) => hasSong(db, playlistId, songId),
    findGap: (playlistId, place) => findGap(db, playlistId, place),
    searchPlaylistsOf: (userId, words, limit) => searchPlaylistsOf(db, userId, words, limit),
  };
}

function nameColumns(name: string) {
  return {
    name,
    sort_name: titleSortKey(name),
    search_name: searchName(name),
    search_words: asWords(wordsOfName(name)),
  };
}

async function createPlaylist(db: Db, playlist: Playlist): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('playlists')
    .values({
      id: playlist.id,
      owner_id: playlist.ownerId,
      ...nameColumns(playlist.name),
      description: playlist.description,
      cover_key: playlist.cover,
      visibility: playlist.visibility,
      rules: playlist.rules && JSON.stringify(playlist.rules),
      member_ids: playlist.memberIds,
      invitation_round: playlist.invitationRound,
      version: playlist.version,
      item_count: playlist.itemCount,
      duration_ms: playlist.durationMs,
      created_at: playlist.createdAt,
      updated_at: playlist.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function getPlaylist(db: Db, playlistId: string): Promise<Playlist> {
  const row = await db
    .selectFrom('playlists')
    .select(columns)
    .where('id', '=', playlistId)
    .executeTakeFirst();
  if (!row) throw new MadrigalError('not_found', 'There is no such playlist.');
  return toPlaylist(row);
}

/** Raises the version and does `work` with it, or nothing where the version is another one. */
function writePlaylist(
  db: Db,
  playlistId: string,
  { version, updatedAt }: PlaylistWrite,
  work: (tx: Transaction<Tables>) => Promise<void>,
): Promise<Playlist> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('playlists')
      .set({ version: version + 1, updated_at: updatedAt })
      .where('id', '=', playlistId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      await getPlaylist(tx, playlistId);
      throw new MadrigalError('conflict', 'The playlist was changed meanwhile. Look at it again.');
    }
    await work(tx);
    return getPlaylist(tx, playlistId);
  });
}

async function changeDetails(
  tx: Transaction<Tables>,
  playlistId: string,
  change: PlaylistChange,
): Promise<void> {
  const { name, description, cover, visibility, rules, memberIds, invitationRound } = change;
  const changes = {
    ...(name !== undefined && nameColumns(name)),
    ...(description !== undefined && { description }),
    ...(cover !== undefined && { cover_key: cover }),
    ...(visibility !== undefined && { visibility }),
    ...(rules !== undefined && { rules: JSON.stringify(rules) }),
    ...(memberIds !== undefined && { member_ids: [...memberIds] }),
    ...(invitationRound !== undefined && { invitation_round: invitationRound }),
  };
  if (Object.keys(changes).length === 0) return;
  await tx.updateTable('playlists').set(changes).where('id', '=', playlistId).execute();
}

async function deletePlaylist(db: Db, playlistId: string): Promise<void> {
  await db.deleteFrom('playlists').where('id', '=', playlistId).execute();
}

async function listOf(
  db: Db,
  userId: string,
  order: PlaylistOrder,
  request: PageRequest<Position>,
): Promise<Page<Playlist, Position>> {
  const all = db
    .selectFrom('playlists')
    .select([...columns, 'sort_name'])
    .where(isOf(userId));
  const { after } = request;
  const sorted =
    order === 'updated'
      ? (after
          ? all.where(sql<boolean>`(updated_at, id) < (${timeOf(after)}, ${idOf(after)})`)
          : all
        )
          .orderBy('updated_at', 'desc')
          .orderBy('id', 'desc')
      : (after
          ? all.where(sql<boolean>`(sort_name, id) > (${textOf(after)}, ${idOf(after)})`)
          : all
        )
          .orderBy('sort_name')
          .orderBy('id');
  const rows = await sorted.limit(request.limit + 1).execute();
  const page = pageOfRows(
    rows,
    request.limit,
    (row) => row,
    (row) => [order === 'updated' ? row.updated_at.toISOString() : row.sort_name, row.id],
  );
  return { items: page.items.map(toPlaylist), next: page.next };
}
