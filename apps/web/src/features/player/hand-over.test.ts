import type { PlayQueue, Song } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { isTakenOver, thisDevice } from './hand-over.ts';
import { queueOf } from './queue.ts';
import { usePlayer } from './store.ts';

const songs = ['a', 'b'].map((id) => ({ id }) as Song);
const other = { id: 'phone', name: 'Phone' };
const told = (change: Partial<PlayQueue> = {}): PlayQueue => ({
  ...{ songs, currentIndex: 1, positionMs: 0, device: other },
  ...{ changedAt: '2026-11-21T12:00:00.000Z', ...change },
});
const playing = { ...usePlayer.getState(), queue: queueOf(songs, 1), status: 'playing' } as const;
const before = '2026-11-21T11:00:00.000Z';

describe('what plays here', () => {
  it('is taken over by a device that tells of the same song later', () => {
    expect(isTakenOver(playing, told(), before)).toBe(true);
    expect(isTakenOver(playing, told(), '')).toBe(true);
  });

  it('goes on when what another device told before is read again, or for the first time', () => {
    expect(isTakenOver(playing, told(), told().changedAt)).toBe(false);
    expect(isTakenOver(playing, told(), null)).toBe(false);
  });

  it('goes on when this device told it, or the other plays something else', () => {
    expect(isTakenOver(playing, told({ device: thisDevice }), before)).toBe(false);
    expect(isTakenOver(playing, told({ currentIndex: 0 }), before)).toBe(false);
    expect(isTakenOver({ ...playing, status: 'paused' }, told(), before)).toBe(false);
  });
});
