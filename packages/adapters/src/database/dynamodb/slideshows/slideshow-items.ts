import { randomUUID } from 'node:crypto';
import type { SlideshowRecord } from '@madrigal/core/slideshow';
import type { Table } from '../client.ts';
import {
  fromChunks,
  type Item,
  type Key,
  type Stored,
  toChunks,
  toDate,
  toDateOrNull,
  toStored,
} from '../items.ts';
import { keyOf, shardOf, sortableNumber, sortableTime } from '../keys.ts';
import { getItems, inOrderOf } from '../read.ts';

/** Lists that are everybody's, in the indexes `stalled` and `aging`. */
export const UNFINISHED = 'unfinished';
export const PREVIEWS = 'previews';

/**
 * A slideshow without its spec, which can be larger than an item and hardly ever changes, while
 * progress is written every second. `specId` names the items of the spec that belongs to it.
 */
export type SlideshowItem = Item & {
  slideshow: Stored<Omit<SlideshowRecord, 'spec'>>;
  specId: string;
  specChunks: number;
};

export interface PackedSpec {
  specId: string;
  chunks: readonly Uint8Array[];
}

export async function packSpec(spec: SlideshowRecord['spec']): Promise<PackedSpec> {
  return { specId: randomUUID(), chunks: await toChunks(toStored(spec)) };
}

export function slideshowKey(slideshowId: string): Key {
  return { pk: keyOf('slideshow', slideshowId), sk: 'state' };
}

/** What makes an idempotency key unique among its owner's. */
export function idempotencyKey(ownerId: string, key: string): Key {
  return { pk: keyOf('owner', ownerId, 'key', key), sk: 'key' };
}

export function listOfOwner(ownerId: string, preview: boolean): string {
  return keyOf('owner', ownerId, preview ? 'previews' : 'slideshows');
}

export function toItem(
  { spec: _, ...slideshow }: SlideshowRecord,
  { specId, specChunks }: Pick<SlideshowItem, 'specId' | 'specChunks'>,
): SlideshowItem {
  const { id, ownerId, preview, state, updatedAt, createdAt } = slideshow;
  const unfinished = state === 'queued' || state === 'rendering';
  return {
    ...slideshowKey(id),
    slideshow: toStored(slideshow),
    specId,
    specChunks,
    listPk: listOfOwner(ownerId, preview),
    listSk: id,
    ...(unfinished && {
      stalledPk: shardOf(UNFINISHED, id),
      stalledSk: `${sortableTime(updatedAt)}#${id}`,
    }),
    ...(preview && {
      agingPk: shardOf(PREVIEWS, id),
      agingSk: `${sortableTime(createdAt)}#${id}`,
    }),
  };
}

function toRecord({ slideshow }: SlideshowItem, spec: SlideshowRecord['spec']): SlideshowRecord {
  return {
    ...(slideshow as unknown as SlideshowRecord),
    spec,
    createdAt: toDate(slideshow.createdAt),
    updatedAt: toDate(slideshow.updatedAt),
    finishedAt: toDateOrNull(slideshow.finishedAt),
  };
}

export function specItems(slideshowId: string, { specId, chunks }: PackedSpec): Item[] {
  return chunks.map((chunk, at) => ({ ...specKey(slideshowId, specId, at), chunk }));
}

/** Where the spec of a slideshow is. */
export function specKeys({
  slideshow,
  specId,
  specChunks,
}: Pick<SlideshowItem, 'slideshow' | 'specId' | 'specChunks'>): Key[] {
  return Array.from({ length: specChunks }, (_, at) => specKey(slideshow.id, specId, at));
}

function specKey(slideshowId: string, specId: string, at: number): Key {
  return { pk: keyOf('slideshow', slideshowId), sk: keyOf('spec', specId, sortableNumber(at, 4)) };
}

/** The spec in items that may not all be there: then null. */
async function unpackSpec(
  items: readonly (Item | null)[],
): Promise<SlideshowRecord['spec'] | null> {
  const chunks = items.flatMap((item) => (item ? [item.chunk as Uint8Array] : []));
  if (chunks.length < items.length) return null;
  return (await fromChunks(chunks)) as SlideshowRecord['spec'];
}

/** Items with their specs; null where the spec was replaced or removed meanwhile. */
export async function withSpecs(
  table: Table,
  items: readonly (Item | null)[],
): Promise<(SlideshowRecord | null)[]> {
  const states = items as readonly (SlideshowItem | null)[];
  const found = await getItems(
    table,
    states.flatMap((item) => (item ? specKeys(item) : [])),
  );
  return Promise.all(
    states.map(async (item) => {
      if (!item) return null;
      const spec = await unpackSpec(inOrderOf(specKeys(item), found));
      return spec && toRecord(item, spec);
    }),
  );
}
