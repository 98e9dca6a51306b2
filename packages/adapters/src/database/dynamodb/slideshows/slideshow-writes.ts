import { MadrigalError } from '@madrigal/core/shared';
import type { SlideshowChange, SlideshowRecord, SlideshowStore } from '@madrigal/core/slideshow';
import type { Table } from '../client.ts';
import { namedIn } from '../items.ts';
import { again } from '../retry.ts';
import { type Changed, changeItem, type Write, writeAll } from '../write.ts';
import {
  idempotencyKey,
  packSpec,
  type SlideshowItem,
  slideshowKey,
  specItems,
  specKeys,
  toItem,
  withSpecs,
} from './slideshow-items.ts';

type Writes = Pick<SlideshowStore, 'createSlideshow' | 'changeSlideshow' | 'deleteSlideshow'>;

export function createSlideshowWrites(table: Table): Writes {
  return {
    createSlideshow: (created) => createSlideshow(table, created),
    changeSlideshow: (slideshowId, change) => changeSlideshow(table, slideshowId, change),
    deleteSlideshow: (slideshowId) => deleteSlideshow(table, slideshowId),
  };
}

async function createSlideshow(table: Table, created: SlideshowRecord): Promise<void> {
  const spec = await packSpec(created.spec);
  const { id, ownerId, idempotencyKey: key } = created;
  const item = toItem(created, { specId: spec.specId, specChunks: spec.chunks.length });
  const writes: Write[] = [
    { add: item },
    ...specItems(id, spec).map((put) => ({ put })),
    ...(key === null ? [] : [{ add: { ...idempotencyKey(ownerId, key), slideshowId: id } }]),
  ];
  if (await writeAll(table, writes)) return;
  throw new MadrigalError('conflict', 'There is such a slideshow already.');
}

function changeSlideshow(
  table: Table,
  slideshowId: string,
  change: SlideshowChange,
): Promise<SlideshowRecord | null> {
  return changeItem(table, slideshowKey(slideshowId), async (read) => {
    if (!read) throw new MadrigalError('not_found', 'There is no such slideshow.');
    const item = read as SlideshowItem;
    if (!isAllowed(item, change)) return null;
    const [current] = await withSpecs(table, [item]);
    return current ? changed(item, current, change) : again;
  });
}

function isAllowed(
  { slideshow }: SlideshowItem,
  { whileState, whileRun }: SlideshowChange,
): boolean {
  if (!whileState.includes(slideshow.state)) return false;
  return whileRun === undefined || slideshow.runId === whileRun;
}

/** The state alone, unless the spec changes too. */
async function changed(
  read: SlideshowItem,
  current: SlideshowRecord,
  { whileState: _, whileRun: __, ...change }: SlideshowChange,
): Promise<Changed<SlideshowRecord>> {
  const result: SlideshowRecord = { ...current, ...namedIn(change) };
  if (!change.spec) return { writes: [{ replace: toItem(result, read), read }], result };
  const spec = await packSpec(change.spec);
  const item = toItem(result, { specId: spec.specId, specChunks: spec.chunks.length });
  return {
    writes: [
      { replace: item, read },
      ...specItems(result.id, spec).map((put) => ({ put })),
      ...specKeys(read).map((drop) => ({ drop })),
    ],
    result,
  };
}

async function deleteSlideshow(table: Table, slideshowId: string): Promise<void> {
  await changeItem(table, slideshowKey(slideshowId), async (read) => {
    if (!read) return null;
    const item = read as SlideshowItem;
    const { id, ownerId, idempotencyKey: key } = item.slideshow;
    const drops = [...specKeys(item), ...(key === null ? [] : [idempotencyKey(ownerId, key)])];
    const writes = [{ remove: slideshowKey(id), read }, ...drops.map((drop) => ({ drop }))];
    return { writes, result: id };
  });
}
