import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlayQueue, PlayQueueStore } from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { at, atOnce } from './catalogue-samples.ts';

/** What a suite needs of an engine: an empty store and how to end it. */
export interface PlayQueueStoreSetup {
  store: PlayQueueStore;
  dispose: () => Promise<void>;
}

function newQueue(change: Partial<PlayQueue> = {}): PlayQueue {
  return {
    songIds: [newId(), newId()],
    currentIndex: 1,
    positionMs: 90_061,
    device: { id: 'd1', name: 'Kitchen “radio” 🎧' },
    changedAt: at(0),
    ...change,
  };
}

/** Every promise of {@link PlayQueueStore}, for any engine. */
export function describePlayQueueStore(
  name: string,
  setup: () => Promise<PlayQueueStoreSetup>,
): void {
  describe(`play queue store: ${name}`, () => {
    let context: PlayQueueStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    test('there is none, then the one that was kept, then the next one', async () => {
      const { store } = context;
      expect(await store.getPlayQueue('me')).toBeNull();
      const first = newQueue();
      await store.putPlayQueue('me', first);
      expect(await store.getPlayQueue('me')).toEqual(first);
      const next = newQueue({ songIds: [], currentIndex: null, positionMs: 0, changedAt: at(1) });
      await store.putPlayQueue('me', next);
      expect(await store.getPlayQueue('me')).toEqual(next);
    });

    test('keeps the order of 2000 songs, with songs that come twice', async () => {
      const ids = Array.from({ length: 1000 }, () => newId());
      const queue = newQueue({ songIds: [...ids, ...ids.toReversed()], currentIndex: 1999 });
      await context.store.putPlayQueue('me', queue);
      expect(await context.store.getPlayQueue('me')).toEqual(queue);
    });

    test('people are kept apart, and a deleted queue is gone', async () => {
      const { store } = context;
      const [mine, yours] = [newQueue(), newQueue()];
      await store.putPlayQueue('me', mine);
      await store.putPlayQueue('you', yours);
      await store.deletePlayQueue('me');
      await store.deletePlayQueue('me');
      expect(await store.getPlayQueue('me')).toBeNull();
      expect(await store.getPlayQueue('you')).toEqual(yours);
    });

    test('of many that are kept at once, one is there as a whole', async () => {
      const { store } = context;
      const queues: PlayQueue[] = [];
      await atOnce(10, async () => {
        const queue = newQueue({ positionMs: queues.length });
        queues.push(queue);
        await store.putPlayQueue('me', queue);
      });
      expect(queues).toContainEqual(await store.getPlayQueue('me'));
    });
  });
}
