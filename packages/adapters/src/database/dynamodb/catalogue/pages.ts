import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { compareTexts } from '../keys.ts';
import { getItems, inOrderOf, pageFrom, queryItems } from '../read.ts';
import type { Order } from './orders.ts';

/** Something in a list, before it is read. */
export interface Place {
  /** What the list is ordered by. */
  at: string;
  key: Key;
}

/** How the things of a list are read, and told from those that do not belong there. */
export interface Reading<Entry> {
  order: Order<Entry>;
  /** Entries of items; null for what does not belong into the list. */
  resolve(items: readonly Item[]): Promise<(Entry | null)[]>;
}

/** An index, or a part of it where all of a list is. */
export interface Along {
  index: string;
  partitions: readonly string[];
  within?: { from: string; to: string };
}

/** A keyset page along an index, over one or several partitions of it. */
export async function listRecords<Entry>(
  table: Table,
  { index, partitions, within }: Along,
  { limit, after }: PageRequest<Position>,
  reading: Reading<Entry>,
): Promise<Page<Entry, Position>> {
  const { descending, keyAfter } = reading.order;
  const start = after && keyAfter(after);
  const bound = boundOf(within, start, descending);
  if (
    bound.from !== undefined &&
    bound.to !== undefined &&
    compareTexts(bound.from, bound.to) > 0
  ) {
    return { items: [], next: null };
  }
  const walks = partitions.map((partition) =>
    placesAlong(
      queryItems(table, { index, partition, descending, ...bound }, limit + 2),
      `${index}Sk`,
    ),
  );
  return pageOf(table, merged(walks, descending), { limit, start, index }, reading);
}

/** The rest of a part of an index. */
function boundOf(
  within: Along['within'],
  start: string | undefined,
  descending: boolean,
): { from?: string; to?: string } {
  if (start === undefined) return within ?? {};
  if (descending) return { ...within, to: within ? lower(within.to, start) : start };
  return { ...within, from: within ? upper(within.from, start) : start };
}

function lower(a: string, b: string): string {
  return compareTexts(a, b) < 0 ? a : b;
}

function upper(a: string, b: string): string {
  return compareTexts(a, b) < 0 ? b : a;
}

/** A keyset page of places that are all known, in any order. */
export async function listPlaces<Entry>(
  table: Table,
  places: readonly Place[],
  { limit, after }: PageRequest<Position>,
  reading: Reading<Entry>,
): Promise<Page<Entry, Position>> {
  const { descending, keyAfter } = reading.order;
  const start = after && keyAfter(after);
  const sign = descending ? -1 : 1;
  const sorted = places
    .filter(({ at }) => start === undefined || sign * compareTexts(at, start) > 0)
    .toSorted((a, b) => sign * compareTexts(a.at, b.at));
  return pageOf(table, sorted, { limit, start }, reading);
}

async function* placesAlong(rows: AsyncGenerator<Item>, attribute: string): AsyncGenerator<Place> {
  for await (const row of rows) yield { at: String(row[attribute]), key: row };
}

/** Walks in one order, made into one. */
async function* merged(
  walks: readonly AsyncGenerator<Place>[],
  descending: boolean,
): AsyncGenerator<Place> {
  const sign = descending ? -1 : 1;
  const next = async (walk: AsyncGenerator<Place>) => {
    const { value, done } = await walk.next();
    return done ? null : { place: value, walk };
  };
  const heads = (await Promise.all(walks.map(next))).filter((head) => head !== null);
  while (heads.length > 0) {
    const first = heads.reduce((best, head) =>
      sign * compareTexts(head.place.at, best.place.at) < 0 ? head : best,
    );
    yield first.place;
    const following = await next(first.walk);
    heads.splice(heads.indexOf(first), 1, ...(following ? [following] : []));
  }
}

function pageOf<Entry>(
  table: Table,
  places: AsyncIterable<Place> | Iterable<Place>,
  { limit, start, index }: { limit: number; start: string | undefined; index?: string },
  { order, resolve }: Reading<Entry>,
): Promise<Page<Entry, Position>> {
  return pageFrom(places, {
    limit,
    after: start,
    sortKeyOf: ({ at }) => at,
    resolve: async (some) => {
      const keys = some.map(({ key }) => key);
      const items = inOrderOf(keys, await getItems(table, keys));
      // An index lags behind: what is elsewhere by now is found there.
      const current = items.filter(
        (item, n) => item && (index === undefined || item[`${index}Sk`] === some[n]?.at),
      ) as Item[];
      return resolve(current);
    },
    positionOf: order.positionOf,
  });
}
