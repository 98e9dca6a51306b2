import type { FavouriteKind } from '@madrigal/contract';
import type { MarkStore } from '@madrigal/core/library';
import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { keyOf } from '../keys.ts';
import { itemsBehind, queryItems } from '../read.ts';
import { changeItem, type Write } from '../write.ts';
import { targetOf } from './playlist-kind.ts';

const ROWS_PER_QUERY = 1000;

/** Something that stars are given to. */
export interface Rated {
  kind: FavouriteKind;
  targetId: string;
}

export interface Stars extends Rated {
  userId: string;
  stars: number;
}

function starsOf(userId: string): string {
  return keyOf('user', userId, 'stars');
}

export function starsKey({ userId, kind, targetId }: Omit<Stars, 'stars'>): Key {
  return { pk: starsOf(userId), sk: keyOf(kind, targetId) };
}

/** What everybody gave something: sum and number. */
export function sumKey({ kind, targetId }: Rated): Key {
  return { pk: keyOf('stars', kind, targetId), sk: 'sum' };
}

/** Partition of the index `list` of everything of a kind that anybody gave stars. */
function ratedOf(kind: FavouriteKind): string {
  return keyOf('rated', kind);
}

function toItem(given: Stars): Item {
  return {
    ...starsKey(given),
    ...given,
    ...{ targetPk: targetOf(given.targetId), targetSk: keyOf('stars', given.kind, given.userId) },
  };
}

export function fromStarsItem({ userId, kind, targetId, stars }: Item): Stars {
  return {
    userId: String(userId),
    kind: kind as FavouriteKind,
    targetId: String(targetId),
    stars: Number(stars),
  };
}

/** The average of a sum; null where nobody gave any. */
export function averageOf(sum: Item | null): number | null {
  const count = Number(sum?.count ?? 0);
  return count > 0 ? Number(sum?.sum) / count : null;
}

function counted({ kind, targetId }: Rated, by: { sum: number; count: number }): Write {
  const first = { targetId, listPk: ratedOf(kind), listSk: keyOf(targetId) };
  return { count: sumKey({ kind, targetId }), by, first };
}

type StarStore = Pick<MarkStore, 'putStars' | 'deleteStars' | 'listStarsOf'>;

export function createStars(table: Table): StarStore {
  return {
    putStars: (userId, kind, targetId, stars) =>
      giveStars(table, { userId, kind, targetId, stars }, { replaces: true }),
    deleteStars: (userId, kind, targetId) => takeStars(table, { userId, kind, targetId }),
    listStarsOf: async (userId) =>
      (await allStarsOf(table, userId)).map(({ kind, targetId, stars }) => ({
        ...{ kind, targetId, stars },
      })),
  };
}

/** The stars and their sum are one transaction. */
export async function giveStars(
  table: Table,
  given: Stars,
  { replaces }: { replaces: boolean },
): Promise<void> {
  const item = toItem(given);
  await changeItem(table, item, async (read) => {
    if (read && (!replaces || Number(read.stars) === given.stars)) return null;
    const by = read
      ? { sum: given.stars - Number(read.stars), count: 0 }
      : { sum: given.stars, count: 1 };
    const write: Write = read ? { replace: item, read } : { add: item };
    return { writes: [write, counted(given, by)], result: true };
  });
}

export async function takeStars(table: Table, given: Omit<Stars, 'stars'>): Promise<void> {
  const key = starsKey(given);
  await changeItem(table, key, async (read) => {
    if (!read) return null;
    const less = counted(given, { sum: -Number(read.stars), count: -1 });
    return { writes: [{ remove: key, read }, less], result: true };
  });
}

/** By kind and id, as after every acknowledged write. */
export async function allStarsOf(table: Table, userId: string): Promise<Stars[]> {
  const all: Stars[] = [];
  for await (const item of queryItems(table, { partition: starsOf(userId) }, ROWS_PER_QUERY)) {
    all.push(fromStarsItem(item));
  }
  return all;
}

/** What anybody gave stars to, with the average of everybody. */
export async function allRated(
  table: Table,
  kind: FavouriteKind,
): Promise<{ targetId: string; average: number }[]> {
  const range = { index: 'list', partition: ratedOf(kind) };
  return (await itemsBehind(table, range, ROWS_PER_QUERY)).flatMap((sum) => {
    const average = averageOf(sum);
    return average === null ? [] : [{ targetId: String(sum.targetId), average }];
  });
}
