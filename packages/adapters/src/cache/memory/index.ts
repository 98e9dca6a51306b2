import type { Clock, RequestCounter } from '@madrigal/core/shared';
import { LRUCache } from 'lru-cache';

/** Addresses remembered; the one that was quiet longest is forgotten first. */
const MAX_KEYS = 20_000;

/** Counts within one process. */
export function createMemoryCounter(clock: Clock): RequestCounter {
  const windows = new LRUCache<string, { count: number; endsAt: number }>({ max: MAX_KEYS });
  return {
    count: async (key, windowMs) => {
      const now = clock.now().getTime();
      let window = windows.get(key);
      if (!window || window.endsAt <= now) {
        window = { count: 0, endsAt: now + windowMs };
        windows.set(key, window);
      }
      window.count += 1;
      return { count: window.count, endsInMs: window.endsAt - now };
    },
  };
}
