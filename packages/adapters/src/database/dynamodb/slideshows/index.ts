import { MadrigalError } from '@madrigal/core/shared';
import type { Beats, SlideshowStore } from '@madrigal/core/slideshow';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { fromChunks, toChunks } from '../items.ts';
import { keyOf } from '../keys.ts';
import { getItem } from '../read.ts';
import { writeAll } from '../write.ts';
import { createSlideshowLists } from './slideshow-lists.ts';
import { createSlideshowWrites } from './slideshow-writes.ts';

/** Slideshows and beats of songs in DynamoDB. */
export function createSlideshowStore(dynamo: Dynamo): SlideshowStore {
  const table = tableOf(dynamo, 'slideshows');
  return translatedMethods<SlideshowStore>({
    ...createSlideshowWrites(table),
    ...createSlideshowLists(table),
    findBeats: (contentHash) => findBeats(table, contentHash),
    putBeats: (contentHash, beats) => putBeats(table, contentHash, beats),
  });
}

function beatsKey(contentHash: string) {
  return { pk: keyOf('beats', contentHash), sk: 'beats' };
}

async function findBeats(table: Table, contentHash: string): Promise<Beats | null> {
  const item = await getItem(table, beatsKey(contentHash));
  return item && ((await fromChunks([item.chunk as Uint8Array])) as Beats);
}

/** Beats of a day of music fit into one item when they are packed. */
async function putBeats(table: Table, contentHash: string, beats: Beats): Promise<void> {
  const [chunk, ...rest] = await toChunks(beats);
  if (rest.length > 0) throw new MadrigalError('invalid_request', 'The song has too many beats.');
  await writeAll(table, [{ put: { ...beatsKey(contentHash), chunk } }]);
}
