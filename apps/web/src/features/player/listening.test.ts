import type { Song } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { createListener, type Listening } from './listening.ts';
import { queueOf } from './queue.ts';
import { initialState, type PlayerState } from './store.ts';

const song = (id: string, durationMs: number) => ({ id, durationMs }) as Song;

/** A listener that hears positions, one after the other. */
function createBench(durationMs: number) {
  const played: Listening[] = [];
  const listener = createListener(
    () => 1000,
    (listening) => played.push({ ...listening }),
  );
  let state: PlayerState = { ...initialState, queue: queueOf([song('a', durationMs)], 0) };
  const change = (by: Partial<PlayerState>) => {
    const before = state;
    state = { ...state, ...by };
    listener(state, before);
  };
  const hear = (fromMs: number, toMs: number) => {
    change({ status: 'playing', positionMs: fromMs });
    for (let at = fromMs; at < toMs; at += 250) change({ positionMs: at + 250 });
  };
  return { played, change, hear };
}

it('counts a song once half of it was heard', () => {
  const { played, hear } = createBench(60_000);
  hear(0, 29_750);
  expect(played).toEqual([]);
  hear(29_750, 60_000);
  expect(played).toEqual([{ songId: 'a', startedAt: 1000, msPlayed: 30_000, told: true }]);
});

it('counts a long song after four minutes', () => {
  const { played, hear } = createBench(3_600_000);
  hear(0, 240_000);
  expect(played).toHaveLength(1);
});

it('does not count what was skipped, nor moving about while it is paused', () => {
  const { played, hear, change } = createBench(60_000);
  hear(0, 10_000);
  change({ status: 'paused' });
  for (let at = 10_000; at < 50_000; at += 250) change({ positionMs: at });
  hear(50_000, 60_000);
  expect(played).toEqual([]);
});

it('counts a song again when it starts again', () => {
  const { played, hear } = createBench(60_000);
  hear(0, 60_000);
  hear(0, 60_000);
  expect(played).toHaveLength(2);
});
