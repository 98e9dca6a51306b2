import type { Song } from '@madrigal/contract';
import { create } from 'zustand';
import { emptyQueue, type Queue } from './queue.ts';

export interface PlayerState {
  queue: Queue;
  /** `loading` means that it will play as soon as it can. */
  status: 'idle' | 'loading' | 'playing' | 'paused';
  /** The connection was lost while this song played; it goes on by itself. */
  retrying: boolean;
  positionMs: number;
  durationMs: number;
  bufferedMs: number;
  /** 0 to 1. */
  volume: number;
  muted: boolean;
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
};

export const usePlayer = create<PlayerState>(() => initialState);

export function useCurrentSong(): Song | null {
  return usePlayer((state) => state.queue.songs[state.queue.index] ?? null);
}

/** Whether it sounds, or will as soon as it can. */
export function isOn(state: PlayerState): boolean {
  return state.status === 'playing' || state.status === 'loading';
}
