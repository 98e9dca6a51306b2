import { describe, expect, test } from 'vitest';
import { toBlobKey } from '../shared/index.ts';
import { roundedExpiry } from './signing-time.ts';
import { signWholeSong } from './stream-song.ts';

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

describe('signWholeSong', () => {
  const now = new Date('2026-01-01T12:34:56Z');
  const signer = {
    signObject: (_: string, expiresAt: Date) => expiresAt.toISOString(),
    signPrefix: () => ({ baseUrl: '', query: '' }),
    signCookies: () => ({}),
  };
  const leftFor = (durationMs: number, urlTtlMs: number) => {
    const deps = { signer, urlTtlMs, clock: { now: () => now } };
    const expiresAt = signWholeSong(deps, { durationMs }, toBlobKey('library/a.flac'));
    return new Date(expiresAt).getTime() - now.getTime();
  };

  test.each([1, 180_000, 3 * HOUR, 20 * HOUR])('outlasts a song of %i ms', (durationMs) => {
    for (const ttlMs of [60_000, 6 * HOUR]) {
      const left = leftFor(durationMs, ttlMs);
      expect(left).toBeGreaterThanOrEqual(ttlMs + durationMs);
      expect(left).toBeLessThanOrEqual(1.25 * (ttlMs + durationMs) + 1000);
    }
  });

  test('ends, however long the file says it is', () => {
    expect(leftFor(Number.MAX_SAFE_INTEGER, HOUR)).toBeLessThanOrEqual(1.25 * 25 * HOUR);
  });
});
