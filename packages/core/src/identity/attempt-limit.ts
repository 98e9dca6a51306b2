import type { Clock } from '../shared/index.ts';

const MOST_REMEMBERED = 10_000;

/**
 * How often somebody may fail to sign in within a window of so many ms. Attempts under way count, so that many at
 * once get no further than many in a row; those that succeed are given back.
 */
export function createAttemptLimit(clock: Clock, most: number, windowMs: number) {
  const failures = new Map<string, { since: number; count: number }>();

  function recent(who: string, now: number) {
    const found = failures.get(who);
    if (found && now - found.since < windowMs) return found;
    const fresh = { since: now, count: 0 };
    failures.delete(who);
    failures.set(who, fresh);
    // The map is in the order of its windows: the first ones ended first.
    for (const [key, { since }] of failures) {
      if (failures.size <= MOST_REMEMBERED && now - since < windowMs) break;
      failures.delete(key);
    }
    return fresh;
  }

  return {
    /** False where they have failed too often; else an attempt has begun. */
    begin(who: string): boolean {
      const entry = recent(who, clock.now().getTime());
      if (entry.count >= most) return false;
      entry.count += 1;
      return true;
    },
    succeed(who: string): void {
      const entry = failures.get(who);
      if (entry && entry.count > 0) entry.count -= 1;
    },
  };
}

export type AttemptLimit = ReturnType<typeof createAttemptLimit>;
