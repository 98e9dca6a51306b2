import type { Song } from '@madrigal/contract';
import { create } from 'zustand';
import type { Normalisation } from './loudness.ts';
import { emptyQueue, type Queue, type Repeat } from './queue.ts';

/** When to stop by itself: at a time (ms since 1970), or when the song ends. */
export type Sleep = number | 'end-of-song';

/** What someone likes to hear music with; kept in the browser. */
export interface PlayerSettings {
  /** 0 to 1. */
  volume: number;
  shuffle: boolean;
  repeat: Repeat;
  normalisation: Normalisation;
  /** How long one song fades into the next; 0 for not at all. */
  crossfadeSeconds: number;
  /** Whether letters do something; some people's tools type them. */
  letterShortcuts: boolean;
}

export interface PlayerState extends PlayerSettings {
  queue: Queue;
  /** `loading` means that it will play as soon as it can. */
  status: 'idle' | 'loading' | 'playing' | 'paused';
  /** The connection was lost while this song played; it goes on by itself. */
  retrying: boolean;
  positionMs: number;
  durationMs: number;
  bufferedMs: number;
  muted: boolean;
  sleep: Sleep | null;
}

export const initialState: PlayerState = {
  queue: emptyQueue,
  status: 'idle',
  retrying: false,
  positionMs: 0,
  durationMs: 0,
  bufferedMs: 0,
  volume: 0.9,
  muted: false,
  shuffle: false,
  repeat: 'off',
  normalisation: 'song',
  crossfadeSeconds: 0,
  letterShortcuts: true,
  sleep: null,
};

export const usePlayer = create<PlayerState>(() => initialState);

export function useCurrentSong(): Song | null {
  return usePlayer(({ queue }) => queue.entries[queue.index]?.song ?? null);
}

/** Whether it sounds, or will as soon as it can. */
export function isOn(state: PlayerState): boolean {
  return state.status === 'playing' || state.status === 'loading';
}
