import type { PlaylistOrder } from '@madrigal/contract';
import { findByName } from '@madrigal/core/catalog';
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
  titleSortKey,
} from '@madrigal/core/shared';
import { idOf, textOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { namedIn } from '../items.ts';
import { keyOf, sortableText } from '../keys.ts';
import { getItem, getItems, inOrderOf, listPage, queryItems } from '../read.ts';
import { addRecord, changeRecord } from '../records.ts';
import { writeLoosely } from '../write.ts';
import { peopleOf, playlistKind, playlistsOf, updateKey } from './playlist-kind.ts';

type Heads = Pick<
  PlaylistStore,
  | 'createPlaylist'
  | 'getPlaylist'
  | 'listPlaylistsOf'
  | 'changePlaylist'
  | 'deletePlaylist'
  | 'searchPlaylistsOf'
>;

const ROWS_PER_QUERY = 1000;

export function createPlaylistHeads(table: Table): Heads {
  return {
    createPlaylist: (playlist) => addRecord(table, playlistKind, playlist),
    getPlaylist: (playlistId) => getPlaylist(table, playlistId),
    listPlaylistsOf: (userId, order, page) => listOf(table, userId, order, page),
    changePlaylist: (id, change, write) => changePlaylist(table, id, change, write),
    deletePlaylist: (playlistId) => deletePlaylist(table, playlistId),
    searchPlaylistsOf: (userId, words, limit) => searchOf(table, userId, words, limit),
  };
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such playlist.');
}

async function getPlaylist(table: Table, playlistId: string): Promise<Playlist> {
  const item = await getItem(table, playlistKind.keyOf(playlistId));
  if (!item) throw missing();
  return playlistKind.fromItem(item);
}

/** The playlist as this write makes it. @throws MadrigalError `not_found`, `conflict` */
export function nextVersion(current: Playlist | null, write: PlaylistWrite): Playlist {
  if (!current) throw missing();
  if (current.version !== write.version) {
    throw new MadrigalError('conflict', 'The playlist was changed meanwhile. Look at it again.');
  }
  return { ...current, version: current.version + 1, updatedAt: write.updatedAt };
}

async function changePlaylist(
  table: Table,
  playlistId: string,
  change: PlaylistChange,
  write: PlaylistWrite,
): Promise<Playlist> {
  const changed = await changeRecord(table, playlistKind, playlistId, (current) => {
    const { memberIds, ...named } = namedIn(change);
    const base = nextVersion(current, write);
    const next = { ...base, ...named, memberIds: [...(memberIds ?? base.memberIds)] };
    return { next, result: next };
  });
  if (!changed) throw missing();
  return changed;
}

/** Its items first; who adds some meanwhile changes it, and then it is looked at again. */
async function deletePlaylist(table: Table, playlistId: string): Promise<void> {
  const before = await getItem(table, playlistKind.keyOf(playlistId));
  await dropItems(table, playlistId);
  if (!before) return;
  const { version } = playlistKind.fromItem(before);
  const gone = await changeRecord(table, playlistKind, playlistId, (current) =>
    current?.version === version ? { next: null, result: true } : null,
  );
  if (!gone) await deletePlaylist(table, playlistId);
}

async function dropItems(table: Table, playlistId: string): Promise<void> {
  const partition = keyOf('playlist', playlistId);
  const drops: { drop: { pk: string; sk: string } }[] = [];
  for await (const row of queryItems(table, { partition }, ROWS_PER_QUERY)) {
    if (row.sk !== 'head') drops.push({ drop: row });
  }
  await writeLoosely(table, drops);
}

/** Playlists that a person keeps or is a member of, as after every acknowledged write. */
export async function allPlaylistsOf(table: Table, userId: string): Promise<Playlist[]> {
  const ids: string[] = [];
  for await (const row of queryItems(table, { partition: playlistsOf(userId) }, ROWS_PER_QUERY)) {
    ids.push(String(row.playlistId));
  }
  const found = (await getItems(table, ids.map(playlistKind.keyOf))).map(playlistKind.fromItem);
  return found.filter((playlist) => peopleOf(playlist).includes(userId));
}

const orders = {
  updated: {
    index: 'list',
    descending: true,
    keyOf: ({ updatedAt, id }: Playlist) => updateKey(updatedAt, id),
    after: (position: Position) => updateKey(timeOf(position), idOf(position)),
    positionOf: ({ updatedAt, id }: Playlist) => [updatedAt.toISOString(), id],
  },
  name: {
    index: 'name',
    descending: false,
    keyOf: ({ name, id }: Playlist) => sortableText(titleSortKey(name), id),
    after: (position: Position) => sortableText(textOf(position), idOf(position)),
    positionOf: ({ name, id }: Playlist) => [titleSortKey(name), id],
  },
} as const;

function listOf(
  table: Table,
  userId: string,
  by: PlaylistOrder,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Playlist, Position>> {
  const { index, descending, ...order } = orders[by];
  return listPage<Playlist>(
    table,
    { index, partition: playlistsOf(userId), descending },
    {
      limit,
      after: after && order.after(after),
      sortKeyOf: (row) => String(row[`${index}Sk`]),
      resolve: async (rows) => {
        // The sort key of a row in the person's partition is the id.
        const keys = rows.map(({ sk }) => playlistKind.keyOf(sk));
        const items = inOrderOf(keys, await getItems(table, keys));
        return items.map((item, at) => {
          const playlist = item && playlistKind.fromItem(item);
          if (!playlist || !peopleOf(playlist).includes(userId)) return null;
          return order.keyOf(playlist) === rows[at]?.[`${index}Sk`] ? playlist : null;
        });
      },
      positionOf: order.positionOf,
    },
  );
}

/** All of a person's are looked at: there are hundreds at most. */
async function searchOf(
  table: Table,
  userId: string,
  words: readonly string[],
  limit: number,
): Promise<Playlist[]> {
  if (words.length === 0) return [];
  const all = await allPlaylistsOf(table, userId);
  const byId = new Map(all.map((playlist) => [playlist.id, playlist]));
  return findByName(words, all, limit).map((id) => byId.get(id) as Playlist);
}
