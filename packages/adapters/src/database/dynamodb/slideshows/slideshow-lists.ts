import { MadrigalError } from '@madrigal/core/shared';
import type { SlideshowRecord, SlideshowStore } from '@madrigal/core/slideshow';
import { idOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import type { Key } from '../items.ts';
import { sortableTime } from '../keys.ts';
import { firstOfShards, getItem, getItems, inOrderOf, listPage } from '../read.ts';
import { again, untilSettled } from '../retry.ts';
import {
  idempotencyKey,
  listOfOwner,
  PREVIEWS,
  type SlideshowItem,
  slideshowKey,
  UNFINISHED,
  withSpecs,
} from './slideshow-items.ts';

type Lists = Pick<
  SlideshowStore,
  | 'getSlideshow'
  | 'findByIdempotencyKey'
  | 'listSlideshowsOfOwner'
  | 'listPreviewsOfOwner'
  | 'sumBytesOf'
  | 'listStalledSlideshows'
  | 'listPreviewsBefore'
>;

const SUMMED_AT_ONCE = 100;

export function createSlideshowLists(table: Table): Lists {
  return {
    getSlideshow: (slideshowId) => getSlideshow(table, slideshowId),
    findByIdempotencyKey: (ownerId, key) => findByIdempotencyKey(table, ownerId, key),
    listSlideshowsOfOwner: (ownerId, { limit, after }) =>
      listOf(table, listOfOwner(ownerId, false), limit, after && idOf(after)),
    listPreviewsOfOwner: async (ownerId, limit) =>
      (await listOf(table, listOfOwner(ownerId, true), limit)).items,
    sumBytesOf: async (ownerIds) => {
      const sums = ownerIds.map(async (id) => [id, await bytesOf(table, id)] as const);
      return new Map(await Promise.all(sums));
    },
    listStalledSlideshows: (before, limit) =>
      listBefore(table, 'stalled', UNFINISHED, before, limit),
    listPreviewsBefore: (before, limit) => listBefore(table, 'aging', PREVIEWS, before, limit),
  };
}

async function getSlideshow(table: Table, slideshowId: string): Promise<SlideshowRecord> {
  return untilSettled(table.retry, async () => {
    const item = await getItem(table, slideshowKey(slideshowId));
    if (!item) throw new MadrigalError('not_found', 'There is no such slideshow.');
    // Its spec may be replaced between the two reads.
    return (await withSpecs(table, [item]))[0] ?? again;
  });
}

async function findByIdempotencyKey(
  table: Table,
  ownerId: string,
  key: string,
): Promise<SlideshowRecord | null> {
  const item = await getItem(table, idempotencyKey(ownerId, key));
  if (!item) return null;
  return (await recordsOf(table, [slideshowKey(String(item.slideshowId))]))[0] ?? null;
}

function listOf(table: Table, partition: string, limit: number, after?: string) {
  return listPage<SlideshowRecord>(
    table,
    { index: 'list', partition, descending: true },
    {
      limit,
      after,
      sortKeyOf: (row) => String(row.listSk),
      resolve: (rows) => recordsOf(table, rows),
      positionOf: ({ id }) => [id],
    },
  );
}

/** Of the finished ones, without their specs. */
async function bytesOf(table: Table, ownerId: string): Promise<number> {
  let bytes = 0;
  let after: string | undefined;
  do {
    const page = await listPage<SlideshowItem['slideshow']>(
      table,
      { index: 'list', partition: listOfOwner(ownerId, false), descending: true },
      {
        limit: SUMMED_AT_ONCE,
        after,
        sortKeyOf: (row) => String(row.listSk),
        resolve: async (rows) =>
          inOrderOf(rows, await getItems(table, rows)).map(
            (item) => item && (item as SlideshowItem).slideshow,
          ),
        positionOf: ({ id }) => [id],
      },
    );
    for (const { result } of page.items) bytes += result?.sizeBytes ?? 0;
    after = page.next?.at(-1);
  } while (after !== undefined);
  return bytes;
}

async function listBefore(
  table: Table,
  index: string,
  list: string,
  time: Date,
  limit: number,
): Promise<SlideshowRecord[]> {
  const before = sortableTime(time);
  const keys = await firstOfShards(table, { index, list, before, limit });
  return (await recordsOf(table, keys)).filter((record) => record !== null);
}

/** Slideshows in the order of their keys; null for one that is gone. */
async function recordsOf(table: Table, keys: readonly Key[]): Promise<(SlideshowRecord | null)[]> {
  const items = inOrderOf(keys, await getItems(table, keys));
  const specs = await withSpecs(table, items);
  return Promise.all(
    items.map(async (item, at) => {
      if (!item || specs[at]) return specs[at] ?? null;
      return getSlideshow(table, (item as SlideshowItem).slideshow.id).catch(goneOrThrow);
    }),
  );
}

function goneOrThrow(error: unknown): null {
  if (error instanceof MadrigalError && error.code === 'not_found') return null;
  throw error;
}
