import type { Song } from '@madrigal/contract';

/** Fetches the songs that follow; an empty answer means that there are no more. */
export type MoreSongs = () => Promise<readonly Song[]>;

/** One place in the queue. A song can have several. */
export interface QueueEntry {
  readonly key: number;
  readonly song: Song;
}

/** The songs being played through. */
export interface Queue {
  /** In the order in which they are played. */
  readonly entries: readonly QueueEntry[];
  /** Of the current song; -1 while there is none. */
  readonly index: number;
  /** The order from before they were shuffled; null while they are not. */
  readonly unshuffled: readonly QueueEntry[] | null;
}

export type Repeat = 'off' | 'all' | 'one';

/** Within this time "previous" goes to the song before, after it to the start of this one. */
const restartAfterMs = 3000;
/** The list is continued when no more than this many songs are left. */
const fetchMoreBelow = 5;

export const emptyQueue: Queue = { entries: [], index: -1, unshuffled: null };

let lastKey = 0;

function entriesOf(songs: readonly Song[]): QueueEntry[] {
  return songs.map((song) => ({ key: ++lastKey, song }));
}

export function queueOf(songs: readonly Song[], index: number): Queue {
  return { entries: entriesOf(songs), index, unshuffled: null };
}

export function currentSong(queue: Queue): Song | null {
  return queue.entries[queue.index]?.song ?? null;
}

/** Index of what follows the current song; null at the end, unless it starts again. */
export function nextIndex(queue: Queue, repeat: Repeat): number | null {
  if (queue.index + 1 < queue.entries.length) return queue.index + 1;
  return repeat === 'all' && queue.entries.length > 0 ? 0 : null;
}

export function goesBackToStart(queue: Queue, positionMs: number): boolean {
  return positionMs > restartAfterMs || queue.index <= 0;
}

export function runsShort(queue: Queue): boolean {
  return queue.entries.length - queue.index - 1 < fetchMoreBelow;
}

/** Adds songs at the end, mixed among themselves while the queue is shuffled. */
export function append(queue: Queue, songs: readonly Song[], random: () => number): Queue {
  const added = entriesOf(songs);
  const { entries, unshuffled } = queue;
  return {
    ...queue,
    entries: [...entries, ...(unshuffled ? mixed(added, random) : added)],
    unshuffled: unshuffled && [...unshuffled, ...added],
  };
}

/** Puts songs right behind the current one. */
export function insertNext(queue: Queue, songs: readonly Song[]): Queue {
  const added = entriesOf(songs);
  const { entries, index, unshuffled } = queue;
  const place = unshuffled?.findIndex(({ key }) => key === entries[index]?.key) ?? -1;
  return {
    ...queue,
    entries: entries.toSpliced(index + 1, 0, ...added),
    unshuffled: unshuffled?.toSpliced(place + 1, 0, ...added) ?? null,
  };
}

/** Takes an entry out. The current one stays until another is played. */
export function remove(queue: Queue, key: number): Queue {
  const at = queue.entries.findIndex((entry) => entry.key === key);
  if (at < 0 || at === queue.index) return queue;
  return {
    entries: queue.entries.toSpliced(at, 1),
    index: at < queue.index ? queue.index - 1 : queue.index,
    unshuffled: queue.unshuffled?.filter((entry) => entry.key !== key) ?? null,
  };
}

/** Moves an entry to another place in the order of playing. */
export function move(queue: Queue, from: number, to: number): Queue {
  const entry = queue.entries[from];
  const current = queue.entries[queue.index];
  if (!entry) return queue;
  const entries = queue.entries.toSpliced(from, 1).toSpliced(to, 0, entry);
  return { ...queue, entries, index: current ? entries.indexOf(current) : -1 };
}

/** Drops everything behind the current song. */
export function dropUpcoming(queue: Queue): Queue {
  const entries = queue.entries.slice(0, queue.index + 1);
  const kept = new Set(entries);
  return {
    ...queue,
    entries,
    unshuffled: queue.unshuffled?.filter((entry) => kept.has(entry)) ?? null,
  };
}

/** Mixes the queue, with the current song first. */
export function shuffle(queue: Queue, random: () => number): Queue {
  const current = queue.entries[queue.index];
  const others = queue.entries.filter((entry) => entry !== current);
  return {
    entries: [...(current ? [current] : []), ...mixed(others, random)],
    index: current ? 0 : -1,
    unshuffled: queue.unshuffled ?? queue.entries,
  };
}

/** Brings the order from before back, and stays with the current song. */
export function unshuffle(queue: Queue): Queue {
  if (!queue.unshuffled) return queue;
  const key = queue.entries[queue.index]?.key;
  const index = queue.unshuffled.findIndex((entry) => entry.key === key);
  return { entries: queue.unshuffled, index, unshuffled: null };
}

/** Fisher and Yates, as in Knuth's The Art of Computer Programming, volume 2, algorithm P. */
function mixed<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

/** Leaves out songs that are known: pages overlap when songs were added meanwhile. */
export function withoutKnown(more: MoreSongs, songs: readonly Song[]): MoreSongs {
  const known = new Set(songs.map(({ id }) => id));
  return async () => {
    for (;;) {
      const found = await more();
      const fresh = found.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) known.add(id);
      // A page without anything new does not mean that there are no more.
      if (fresh.length > 0 || found.length === 0) return fresh;
    }
  };
}
