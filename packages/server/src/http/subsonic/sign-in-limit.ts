import type { Clock } from '@madrigal/core/shared';

const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/**
 * How often an address may fail to sign in per minute. Attempts under way count, so that many at
 * once get no further than many in a row; those that succeed are given back.
 */
export function createSignInLimit(clock: Clock, mostPerMinute: number) {
  const failures = new Map<string, { since: number; count: number }>();

  function recent(address: string, now: number) {
    const found = failures.get(address);
    if (found && now - found.since < WINDOW_MS) return found;
    const fresh = { since: now, count: 0 };
    failures.delete(address);
    failures.set(address, fresh);
    // The map is in the order of its windows: the first ones ended first.
    for (const [key, { since }] of failures) {
      if (failures.size <= MOST_ADDRESSES && now - since < WINDOW_MS) break;
      failures.delete(key);
    }
    return fresh;
  }

  return {
    /** False where an address has failed too often; else it has begun an attempt. */
    begin(address: string): boolean {
      const entry = recent(address, clock.now().getTime());
      if (entry.count >= mostPerMinute) return false;
      entry.count += 1;
      return true;
    },
    succeed(address: string): void {
      const entry = failures.get(address);
      if (entry && entry.count > 0) entry.count -= 1;
    },
  };
}

export type SignInLimit = ReturnType<typeof createSignInLimit>;
