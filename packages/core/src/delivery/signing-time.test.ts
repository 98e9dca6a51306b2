import { describe, expect, test } from 'vitest';
import { roundedExpiry } from './signing-time.ts';

const HOUR = 3_600_000;

describe('roundedExpiry', () => {
  test('is one moment for all times of a window', () => {
    const start = new Date('2026-01-01T12:00:00Z');
    const late = new Date(start.getTime() + HOUR - 1);
    expect(roundedExpiry(late, 4 * HOUR)).toEqual(roundedExpiry(start, 4 * HOUR));
  });

  test('moves on with the next window', () => {
    const start = new Date('2026-01-01T12:00:00Z');
    const next = new Date(start.getTime() + HOUR);
    expect(roundedExpiry(next, 4 * HOUR).getTime() - roundedExpiry(start, 4 * HOUR).getTime()).toBe(
      HOUR,
    );
  });

  test.each([0, 1, 59, 3600, 3601])('leaves at least the asked time (%i s in)', (seconds) => {
    const now = new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
    const left = roundedExpiry(now, HOUR).getTime() - now.getTime();
    expect(left).toBeGreaterThanOrEqual(HOUR);
    expect(left).toBeLessThanOrEqual(1.25 * HOUR);
  });
});
