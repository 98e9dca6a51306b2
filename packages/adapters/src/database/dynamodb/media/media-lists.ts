import type { MediaFilter, MediaItem, MediaStore, MonthCount } from '@madrigal/core/media/items';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { MadrigalError } from '@madrigal/core/shared';
import { idOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { sortableTime } from '../keys.ts';
import {
  firstOfShards,
  getItem,
  getItems,
  inOrderOf,
  listPage,
  queryItems,
  type Range,
} from '../read.ts';
import {
  captureStart,
  EXPIRING,
  type MediaRecord,
  mediaKind,
  mediaLists,
  monthOf,
  readCaptureKey,
  UNFINISHED,
} from './media-items.ts';

type Lists = Pick<
  MediaStore,
  | 'getMedia'
  | 'getMediaOf'
  | 'listMediaOf'
  | 'listMonthsOf'
  | 'listTagsOf'
  | 'listSimilarMedia'
  | 'listStalledMedia'
  | 'listExpiredMedia'
>;

/** Keys of an index fetched at once where all of a partition is looked at. */
const KEYS_PER_QUERY = 5000;

export function createMediaLists(table: Table): Lists {
  return {
    getMedia: (mediaId) => getMedia(table, mediaId),
    getMediaOf: async (ownerId, mediaIds) =>
      (await recordsOf(table, mediaIds)).flatMap((record) =>
        record?.media.ownerId === ownerId ? [record.media] : [],
      ),
    listMediaOf: (ownerId, filter, page) => listMediaOf(table, ownerId, filter, page),
    listMonthsOf: (ownerId, filter) => listMonthsOf(table, ownerId, filter),
    listTagsOf: (ownerId) => listTagsOf(table, ownerId),
    listSimilarMedia: (item, maxBits, limit) => listSimilar(table, item, maxBits, limit),
    listStalledMedia: (before, limit) =>
      listFirst(table, { index: 'stalled', list: UNFINISHED, before: sortableTime(before), limit }),
    // Up to that moment and including it.
    listExpiredMedia: (now, limit) =>
      listFirst(table, {
        ...{ index: 'expiring', list: EXPIRING, limit },
        before: `${sortableTime(now)}$`,
      }),
  };
}

async function getMedia(table: Table, mediaId: string): Promise<MediaItem> {
  const item = await getItem(table, mediaKind.keyOf(mediaId));
  if (!item) throw new MadrigalError('not_found', 'There is no such photo or video.');
  return mediaKind.fromItem(item).media;
}

/** Items in the order of their ids; null for one that does not exist. */
export async function recordsOf(
  table: Table,
  mediaIds: readonly string[],
): Promise<(MediaRecord | null)[]> {
  const keys = mediaIds.map(mediaKind.keyOf);
  const items = inOrderOf(keys, await getItems(table, keys));
  return items.map((item) => item && mediaKind.fromItem(item));
}

function listMediaOf(
  table: Table,
  ownerId: string,
  filter: MediaFilter,
  { limit, after }: PageRequest<Position>,
): Promise<Page<MediaItem, Position>> {
  const range = rangeOf(ownerId, filter);
  return listPage<MediaItem>(table, range, {
    limit,
    after: after && captureStart(timeOf(after), idOf(after)),
    sortKeyOf: (row) => String(row[`${range.index}Sk`]),
    resolve: async (rows) => {
      const found = await recordsOf(
        table,
        rows.map((row) => readCaptureKey(String(row[`${range.index}Sk`])).id),
      );
      return found.map((record) => (record && isIn(ownerId, filter, record) ? record.media : null));
    },
    positionOf: ({ capture, id }) => [capture.at.toISOString(), id],
  });
}

/** The shortest list that everything in question is in. */
function rangeOf(
  ownerId: string,
  { trash, albumId, tag, kind, month }: MediaFilter,
): Range & { index: string } {
  const bounds = month === undefined ? {} : aroundMonth(month);
  const list = (partition: string) => ({ index: 'list', partition, descending: true, ...bounds });
  if (trash) return list(mediaLists.trash(ownerId));
  if (albumId !== undefined) return list(mediaLists.album(albumId));
  if (tag !== undefined) return list(mediaLists.tag(ownerId, tag));
  if (kind === undefined) return list(mediaLists.live(ownerId));
  return { ...list(mediaLists.kind(ownerId, kind)), index: 'kind' };
}

/** Clocks differ from UTC by less than a day. */
function aroundMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return {
    from: sortableTime(new Date(Date.UTC(year, number - 1, 0))),
    to: sortableTime(new Date(Date.UTC(year, number, 2))),
  };
}

function isIn(
  ownerId: string,
  { trash, albumId, tag, kind, month }: MediaFilter,
  { media, places }: MediaRecord,
): boolean {
  if (media.ownerId !== ownerId || (media.deletedAt !== null) !== trash) return false;
  if (kind !== undefined && media.kind !== kind) return false;
  if (tag !== undefined && !media.tags.includes(tag)) return false;
  const { at, offsetMinutes } = media.capture;
  if (month !== undefined && monthOf(at, offsetMinutes) !== month) return false;
  return albumId === undefined || places.some((place) => place.albumId === albumId);
}

/** Counted from the keys of the list, which say what is needed. */
async function listMonthsOf(
  table: Table,
  ownerId: string,
  filter: Pick<MediaFilter, 'kind' | 'tag'>,
): Promise<MonthCount[]> {
  const range = rangeOf(ownerId, { ...filter, trash: false });
  const counts = new Map<string, number>();
  for await (const row of queryItems(table, range, KEYS_PER_QUERY)) {
    const { month, kind } = readCaptureKey(String(row[`${range.index}Sk`]));
    if (filter.kind === undefined || kind === filter.kind) {
      counts.set(month, (counts.get(month) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([month, count]) => ({ month, count }))
    .toSorted((a, b) => compare(b.month, a.month));
}

/** Counts rows of tags, of which there is one for each item and tag. */
async function listTagsOf(table: Table, ownerId: string) {
  const samples = new Map<string, { key: Key; count: number }>();
  const range = { index: 'tagged', partition: mediaLists.tags(ownerId) };
  for await (const row of queryItems(table, range, KEYS_PER_QUERY)) {
    const sample = samples.get(row.sk);
    if (sample) sample.count += 1;
    else samples.set(row.sk, { key: row, count: 1 });
  }
  const rows = await getItems(
    table,
    [...samples.values()].map(({ key }) => key),
  );
  return rows
    .map(({ sk, tag }) => ({ tag: String(tag), count: samples.get(sk)?.count ?? 0 }))
    .toSorted((a, b) => compare(a.tag.toLowerCase(), b.tag.toLowerCase()) || compare(a.tag, b.tag));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function listSimilar(
  table: Table,
  { id, ownerId, perceptualHash }: Parameters<MediaStore['listSimilarMedia']>[0],
  maxBits: number,
  limit: number,
): Promise<MediaItem[]> {
  if (perceptualHash === null) return [];
  const alike: { id: string; distance: number }[] = [];
  const range = { index: 'hash', partition: mediaLists.hashes(ownerId) };
  for await (const row of queryItems(table, range, KEYS_PER_QUERY)) {
    const [hash = '', other = ''] = String(row.hashSk).split('#');
    const distance = differingBits(hash, perceptualHash);
    if (other !== id && distance <= maxBits) alike.push({ id: other, distance });
  }
  const ids = alike
    .toSorted((a, b) => a.distance - b.distance || compare(a.id, b.id))
    .map((each) => each.id);
  const found: MediaItem[] = [];
  for (let at = 0; at < ids.length && found.length < limit; at += limit) {
    const records = await recordsOf(table, ids.slice(at, at + limit));
    const live = records.filter((each) => each && isIn(ownerId, { trash: false }, each));
    found.push(...live.map((each) => (each as MediaRecord).media));
  }
  return found.slice(0, limit);
}

function differingBits(one: string, other: string): number {
  let bits = 0;
  for (let left = BigInt(`0x${one}`) ^ BigInt(`0x${other}`); left > 0n; left &= left - 1n) bits++;
  return bits;
}

async function listFirst(
  table: Table,
  which: Parameters<typeof firstOfShards>[1],
): Promise<MediaItem[]> {
  const items: (Item | null)[] = [];
  const keys = await firstOfShards(table, which);
  items.push(...inOrderOf(keys, await getItems(table, keys)));
  return items.flatMap((item) => (item ? [mediaKind.fromItem(item).media] : []));
}
