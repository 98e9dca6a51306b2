import type { Song } from '@madrigal/contract';
import { type Queue, queueOf } from './queue.ts';

/** As many songs as a browser's storage takes without trouble, around the current one. */
const mostBefore = 50;
const mostAfter = 250;

interface KeptQueue {
  songs: Song[];
  index: number;
  positionMs: number;
  /** Places in the order from before they were shuffled, one for each song. */
  places: number[] | null;
}

/** A queue as text, to be kept in the browser. */
export function writeQueue(queue: Queue, positionMs: number): string {
  const from = Math.max(0, queue.index - mostBefore);
  const entries = queue.entries.slice(from, queue.index + mostAfter);
  const kept: KeptQueue = {
    songs: entries.map((entry) => entry.song),
    index: queue.index - from,
    positionMs: Math.round(positionMs),
    places: queue.unshuffled && entries.map((entry) => queue.unshuffled?.indexOf(entry) ?? 0),
  };
  return JSON.stringify(kept);
}

/** What was written; null for anything else. */
export function readQueue(text: string | null): { queue: Queue; positionMs: number } | null {
  try {
    const { songs, index, positionMs, places } = JSON.parse(text ?? 'null') as KeptQueue;
    if (!songs[index] || !Number.isFinite(positionMs)) return null;
    const queue = queueOf(songs, index);
    if (!places) return { queue, positionMs };
    const placed = queue.entries.map((entry, i) => ({ entry, place: places[i] ?? 0 }));
    placed.sort((a, b) => a.place - b.place);
    return { queue: { ...queue, unshuffled: placed.map(({ entry }) => entry) }, positionMs };
  } catch {
    return null;
  }
}
