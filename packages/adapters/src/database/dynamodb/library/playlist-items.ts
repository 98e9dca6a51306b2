import type {
  Gap,
  Place,
  Playlist,
  PlaylistItem,
  PlaylistStore,
  PlaylistWrite,
} from '@madrigal/core/library';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { idOf, textOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { beginningWith, keyOf, LAST_CHARACTER } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItem, getItems, listPage, queryItems, type Range } from '../read.ts';
import { changeRecord } from '../records.ts';
import type { Write } from '../write.ts';
import {
  fromItem,
  itemKey,
  placeKey,
  playlistKind,
  targetOf,
  toItemMain,
  toPlaceRow,
} from './playlist-kind.ts';
import { nextVersion } from './playlists.ts';

type Items = Pick<
  PlaylistStore,
  | 'addItems'
  | 'removeItems'
  | 'moveItems'
  | 'listItems'
  | 'listFirstSongs'
  | 'getItems'
  | 'hasSong'
  | 'findGap'
>;

/** A moved item is three writes; the playlist and rows of its people are some more. */
const ITEMS_AT_ONCE = 30;

export function createPlaylistItems(table: Table): Items {
  return {
    addItems: (id, items, write) => addItems(table, id, items, write),
    removeItems: (id, itemIds, write) =>
      removeItems(table, id, itemIds, (current) => nextVersion(current, write)),
    moveItems: (id, moves, write) => moveItems(table, id, moves, write),
    listItems: (playlistId, page) => listItems(table, playlistId, page),
    listFirstSongs: (playlistIds, limit) => listFirstSongs(table, playlistIds, limit),
    getItems: async (playlistId, itemIds) =>
      (await readItems(table, playlistId, itemIds)).map(fromItem),
    hasSong: (playlistId, songId) => hasSong(table, playlistId, songId),
    findGap: (playlistId, place) => findGap(table, playlistId, place),
  };
}

interface ItemWrites {
  writes: Write[];
  /** What becomes of the playlist's sums. */
  items: number;
  durationMs: number;
}

/**
 * Makes writes of many items, so many at a time, each in one transaction with the playlist and its
 * sums. The first of them raises the version. A process that dies in between leaves the rest undone.
 */
async function writeItems<T>(
  table: Table,
  playlistId: string,
  all: readonly T[],
  begin: (current: Playlist | null) => Playlist,
  plan: (some: readonly T[]) => Promise<ItemWrites>,
): Promise<Playlist> {
  let latest: Playlist | null = null;
  for (let at = 0; at === 0 || at < all.length; at += ITEMS_AT_ONCE) {
    const some = all.slice(at, at + ITEMS_AT_ONCE);
    latest = await changeRecord(table, playlistKind, playlistId, async (current) => {
      if (!current && at > 0) return null;
      const base = at === 0 ? begin(current) : (current as Playlist);
      const { writes, items, durationMs } = await plan(some);
      const sums = {
        itemCount: base.itemCount + items,
        durationMs: base.durationMs + durationMs,
      };
      return { next: { ...base, ...sums }, result: { ...base, ...sums }, more: writes };
    });
    if (!latest) break;
  }
  if (!latest) throw new MadrigalError('not_found', 'There is no such playlist.');
  return latest;
}

function addItems(
  table: Table,
  playlistId: string,
  items: readonly PlaylistItem[],
  write: PlaylistWrite,
): Promise<Playlist> {
  const begin = (current: Playlist | null) => nextVersion(current, write);
  return writeItems(table, playlistId, items, begin, async (some) => {
    const ids = some.map(({ id }) => id);
    if ((await readItems(table, playlistId, ids)).length > 0) {
      throw new MadrigalError('conflict', 'There is such an item already.');
    }
    return {
      writes: some.flatMap((item) => [
        { add: toItemMain(playlistId, item) },
        { put: toPlaceRow(playlistId, item) },
      ]),
      items: some.length,
      durationMs: durationOf(some),
    };
  });
}

/** Items that exist no more are left out. */
export function removeItems(
  table: Table,
  playlistId: string,
  itemIds: readonly string[],
  begin: (current: Playlist | null) => Playlist,
): Promise<Playlist> {
  return writeItems(table, playlistId, [...new Set(itemIds)], begin, async (some) => {
    const read = await readItems(table, playlistId, some);
    const items = read.map(fromItem);
    return {
      writes: read.flatMap((main) => [
        { remove: main, read: main },
        { drop: placeKey(playlistId, fromItem(main)) },
      ]),
      items: -items.length,
      durationMs: -durationOf(items),
    };
  });
}

function moveItems(
  table: Table,
  playlistId: string,
  moves: readonly Pick<PlaylistItem, 'id' | 'position'>[],
  write: PlaylistWrite,
): Promise<Playlist> {
  const targets = new Map(moves.map(({ id, position }) => [id, position]));
  const begin = (current: Playlist | null) => nextVersion(current, write);
  return writeItems(table, playlistId, [...targets.keys()], begin, async (some) => {
    const read = await readItems(table, playlistId, some);
    const writes = read.flatMap((main) => {
      const item = fromItem(main);
      const position = targets.get(item.id) ?? item.position;
      return changedItem(playlistId, main, { ...item, position });
    });
    return { writes, items: 0, durationMs: 0 };
  });
}

/** Writes of an item that becomes another one, at the same place or elsewhere. */
export function changedItem(playlistId: string, main: Item, next: PlaylistItem): Write[] {
  const { position } = fromItem(main);
  return [
    { replace: toItemMain(playlistId, next), read: main },
    ...(position === next.position
      ? []
      : [{ drop: placeKey(playlistId, { position, id: next.id }) }]),
    { put: toPlaceRow(playlistId, next) },
  ];
}

function durationOf(items: readonly PlaylistItem[]): number {
  return items.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function readItems(table: Table, playlistId: string, itemIds: readonly string[]): Promise<Item[]> {
  return getItems(
    table,
    itemIds.map((id) => itemKey(playlistId, id)),
  );
}

/** Where a playlist's items are in their order; {@link fromItem} reads them. */
export function placesOf(playlistId: string): Range & { partition: string } {
  return { partition: keyOf('playlist', playlistId), ...beginningWith('at#') };
}

function listItems(
  table: Table,
  playlistId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<PlaylistItem, Position>> {
  return listPage<PlaylistItem>(table, placesOf(playlistId), {
    limit,
    after: after && placeKey(playlistId, { position: textOf(after), id: idOf(after) }).sk,
    sortKeyOf: (row) => row.sk,
    resolve: async (rows) => rows.map(fromItem),
    positionOf: ({ position, id }) => [position, id],
  });
}

async function listFirstSongs(
  table: Table,
  playlistIds: readonly string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const lists = await inParallel([...new Set(playlistIds)], async (playlistId) => {
    const { items } = await listItems(table, playlistId, { limit });
    return [playlistId, items.map(({ songId }) => songId)] as const;
  });
  return new Map(lists.filter(([, songs]) => songs.length > 0));
}

async function hasSong(table: Table, playlistId: string, songId: string): Promise<boolean> {
  const range = {
    ...{ index: 'target', partition: targetOf(songId) },
    ...beginningWith(`${keyOf('item', playlistId)}#`),
  };
  for await (const _ of queryItems(table, range, 1)) return true;
  return false;
}

async function findGap(table: Table, playlistId: string, place: Place): Promise<Gap> {
  const range = placesOf(playlistId);
  if (place === 'end') {
    return { before: await firstPosition(table, { ...range, descending: true }), after: null };
  }
  if (place.after === null) return { before: null, after: await firstPosition(table, range) };
  const main = await getItem(table, itemKey(playlistId, place.after));
  if (!main) throw new MadrigalError('not_found', 'The item is not in the playlist any more.');
  const before = fromItem(main).position;
  const from = `${keyOf('at', before)}#${LAST_CHARACTER}`;
  return { before, after: await firstPosition(table, { ...range, from }) };
}

async function firstPosition(table: Table, range: Range): Promise<string | null> {
  for await (const row of queryItems(table, range, 1)) return fromItem(row).position;
  return null;
}
