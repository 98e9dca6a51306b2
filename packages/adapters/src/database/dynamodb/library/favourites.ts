import type { FavouriteKind } from '@madrigal/contract';
import type { Favourite, FavouriteStore } from '@madrigal/core/library';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { idOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { type Item, type Stored, toDate, toStored } from '../items.ts';
import { beginningWith, keyOf, sortableTime } from '../keys.ts';
import { getItems, inOrderOf, itemsBehind, listPage, queryItems } from '../read.ts';
import { writeAll, writeLoosely } from '../write.ts';
import { targetOf } from './playlist-kind.ts';

const KINDS: readonly FavouriteKind[] = ['song', 'album', 'artist'];
const ROWS_PER_QUERY = 1000;

export function createFavouriteStore(table: Table): FavouriteStore {
  return {
    putFavourite: async (favourite) => {
      await writeAll(table, [{ add: toItem(favourite) }]);
    },
    deleteFavourite: async (userId, kind, targetId) => {
      await writeAll(table, [{ drop: favouriteKey({ userId, kind, targetId }) }]);
    },
    listFavourites: (userId, kind, page) => listFavourites(table, userId, kind, page),
  };
}

function partitionOf(userId: string, kind: FavouriteKind): string {
  return keyOf('user', userId, 'favourites', kind);
}

export function favouriteKey({ userId, kind, targetId }: Omit<Favourite, 'addedAt'>) {
  return { pk: partitionOf(userId, kind), sk: keyOf('of', targetId) };
}

function toItem(favourite: Favourite): Item {
  const key = favouriteKey(favourite);
  return {
    ...key,
    favourite: toStored(favourite),
    ...{ listPk: key.pk, listSk: timeKey(favourite) },
    ...{ targetPk: targetOf(favourite.targetId), targetSk: keyOf('favourite', favourite.userId) },
  };
}

function timeKey({ addedAt, targetId }: Pick<Favourite, 'addedAt' | 'targetId'>): string {
  return `${sortableTime(addedAt)}#${targetId}`;
}

export function fromFavouriteItem({ favourite }: Item): Favourite {
  const stored = favourite as Stored<Favourite>;
  return { ...stored, addedAt: toDate(stored.addedAt) };
}

function listFavourites(
  table: Table,
  userId: string,
  kind: FavouriteKind,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Favourite, Position>> {
  return listPage<Favourite>(
    table,
    { index: 'list', partition: partitionOf(userId, kind), descending: true },
    {
      limit,
      after: after && timeKey({ addedAt: timeOf(after), targetId: idOf(after) }),
      sortKeyOf: (row) => String(row.listSk),
      resolve: async (rows) =>
        inOrderOf(rows, await getItems(table, rows)).map((item, at) =>
          item && item.listSk === rows[at]?.listSk ? fromFavouriteItem(item) : null,
        ),
      positionOf: ({ addedAt, targetId }) => [addedAt.toISOString(), targetId],
    },
  );
}

/** Ids of a listener's favourites, as after every acknowledged write. */
export async function favouriteIds(
  table: Table,
  userId: string,
  kind: FavouriteKind,
): Promise<Set<string>> {
  const ids = new Set<string>();
  const partition = partitionOf(userId, kind);
  for await (const item of queryItems(table, { partition }, ROWS_PER_QUERY)) {
    ids.add(fromFavouriteItem(item).targetId);
  }
  return ids;
}

export async function forgetFavouritesOf(table: Table, userId: string): Promise<void> {
  for (const kind of KINDS) {
    const drops: { drop: Item }[] = [];
    const range = { partition: partitionOf(userId, kind) };
    for await (const item of queryItems(table, range, ROWS_PER_QUERY)) drops.push({ drop: item });
    await writeLoosely(table, drops);
  }
}

/** Everybody's favourites of something, as items. */
function favouritesOf(table: Table, targetId: string): Promise<Item[]> {
  const range = { index: 'target', partition: targetOf(targetId) };
  return itemsBehind(table, { ...range, ...beginningWith('favourite#') }, ROWS_PER_QUERY);
}

export async function forgetTarget(table: Table, targetId: string): Promise<void> {
  const items = await favouritesOf(table, targetId);
  await writeLoosely(
    table,
    items.map((drop) => ({ drop })),
  );
}

/** Whoever has both keeps the one they have. */
export async function moveFavourites(table: Table, fromId: string, toId: string): Promise<void> {
  for (const item of await favouritesOf(table, fromId)) {
    await writeAll(table, [{ add: toItem({ ...fromFavouriteItem(item), targetId: toId }) }]);
    await writeAll(table, [{ drop: item }]);
  }
}
