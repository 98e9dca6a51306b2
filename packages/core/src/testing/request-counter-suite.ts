import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestCounter } from '../shared/index.ts';

export interface RequestCounterSetup {
  /** Two processes that count together; the same object where the engine lives in one. */
  one: RequestCounter;
  other: RequestCounter;
  dispose: () => Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Every promise of {@link RequestCounter}, for any engine. */
export function describeRequestCounter(
  name: string,
  setup: () => Promise<RequestCounterSetup>,
): void {
  describe(`request counter: ${name}`, () => {
    let context: RequestCounterSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    test('counts every request of a key, in whatever process', async () => {
      const counting = Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? context.one : context.other).count('10.0.0.1', HOUR_MS),
      );
      const counts = (await Promise.all(counting)).map(({ count }) => count);
      expect(counts.toSorted((a, b) => a - b)).toEqual(counts.map((_, index) => index + 1));
    });

    test('counts keys apart, whatever they look like', async () => {
      const keys = ['a', 'A', 'a ', '', '*', 'ä', '::1', '1 2\r\nFLUSHALL', 'x'.repeat(5000)];
      for (const key of keys) {
        expect((await context.one.count(key, HOUR_MS)).count).toBe(1);
      }
    });

    test('says when a window ends, which later requests do not put off', async () => {
      const first = await context.one.count('a', HOUR_MS);
      const second = await context.one.count('a', HOUR_MS * 2);
      expect(first.endsInMs).toBeGreaterThan(HOUR_MS - 60_000);
      expect(second.endsInMs).toBeLessThanOrEqual(first.endsInMs);
      expect(second.endsInMs).toBeGreaterThan(0);
    });

    test('begins anew after the window', async () => {
      await context.one.count('a', 50);
      await vi.waitFor(async () => expect((await context.one.count('a', 50)).count).toBe(1), {
        timeout: 10_000,
        interval: 60,
      });
    });
  });
}
