import type { Song } from '@madrigal/contract';

/** Fetches the songs that follow; an empty answer means that there are no more. */
export type MoreSongs = () => Promise<readonly Song[]>;

/** The songs being played through, in the order of the list one started from. */
export interface Queue {
  readonly songs: readonly Song[];
  /** Of the current song; -1 while there is none. */
  readonly index: number;
}

/** Within this time "previous" goes to the song before, after it to the start of this one. */
const restartAfterMs = 3000;
/** The list is continued when no more than this many songs are left. */
const fetchMoreBelow = 5;

export const emptyQueue: Queue = { songs: [], index: -1 };

export function currentSong(queue: Queue): Song | null {
  return queue.songs[queue.index] ?? null;
}

export function nextSong(queue: Queue): Song | null {
  return queue.songs[queue.index + 1] ?? null;
}

export function goesBackToStart(queue: Queue, positionMs: number): boolean {
  return positionMs > restartAfterMs || queue.index <= 0;
}

export function runsShort(queue: Queue): boolean {
  return queue.songs.length - queue.index - 1 < fetchMoreBelow;
}

/** Adds songs at the end; pages can overlap when songs were added meanwhile. */
export function extend(queue: Queue, more: readonly Song[]): Queue {
  const known = new Set(queue.songs.map((song) => song.id));
  const fresh = more.filter((song) => !known.has(song.id));
  return { ...queue, songs: [...queue.songs, ...fresh] };
}
