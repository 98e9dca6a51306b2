import { msToHear } from '@madrigal/contract';
import { currentSong } from './queue.ts';
import type { PlayerState } from './store.ts';

/** One time that a song is heard. */
export interface Listening {
  songId: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  msPlayed: number;
  /** The server was told. */
  told: boolean;
}

/** Positions come every quarter of a second; a larger step was a jump, which is not heard. */
const longestStepMs = 2000;

/**
 * Follows what is heard of the song that plays. Calls back once for each time that enough of it
 * was heard to count as played.
 */
export function createListener(now: () => number, onPlayed: (listening: Listening) => void) {
  let listening: Listening | null = null;
  return (state: PlayerState, before: PlayerState): void => {
    const song = currentSong(state.queue);
    const entry = state.queue.entries[state.queue.index];
    const changed = entry?.key !== before.queue.entries[before.queue.index]?.key;
    const restarted = state.positionMs < longestStepMs && listening?.told;
    if (!song || changed || restarted) listening = null;
    const step = state.positionMs - before.positionMs;
    if (!song || changed || state.status !== 'playing' || step <= 0 || step > longestStepMs) return;
    listening ??= { songId: song.id, startedAt: now(), msPlayed: 0, told: false };
    listening.msPlayed += step;
    if (listening.told || listening.msPlayed < msToHear(song.durationMs)) return;
    listening.told = true;
    onPlayed(listening);
  };
}
