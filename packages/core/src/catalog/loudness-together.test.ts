import { expect, test } from 'vitest';
import { loudnessTogether } from './loudness-together.ts';

const song = (
  integratedLufs: number | null,
  truePeakDbtp: number | null = -1,
  durationMs = 60_000,
) => ({ durationMs, loudness: { integratedLufs, truePeakDbtp } });

test('songs of one loudness have it together', () => {
  expect(loudnessTogether([song(-14), song(-14, -3, 1000)]).integratedLufs).toBeCloseTo(-14, 10);
});

test('power counts, by length', () => {
  // Powers of -10 and -20 LUFS are 0.1 and 0.01; 10 log10 of their mean, 0.055, is -12.596.
  expect(loudnessTogether([song(-10), song(-20)]).integratedLufs).toBeCloseTo(-12.596, 3);
  // Of one minute and three: (0.1 + 3 × 0.01) / 4 = 0.0325, which is -14.881.
  const longer = loudnessTogether([song(-10), song(-20, -1, 180_000)]);
  expect(longer.integratedLufs).toBeCloseTo(-14.881, 3);
});

test('the highest peak is that of all, full scale where one is not known', () => {
  expect(loudnessTogether([song(-14, -3), song(-14, -0.5)]).truePeakDbtp).toBe(-0.5);
  expect(loudnessTogether([song(-14, -3), song(-14, null)]).truePeakDbtp).toBe(0);
});

test('what was not measured is left out, and so is what has no length', () => {
  const nothing = { integratedLufs: null, truePeakDbtp: null };
  const measured = loudnessTogether([song(-14, -3), song(null, null, 600_000)]);
  expect(measured.integratedLufs).toBeCloseTo(-14, 10);
  expect(measured.truePeakDbtp).toBe(-3);
  expect(loudnessTogether([song(null, null)])).toEqual(nothing);
  expect(loudnessTogether([song(-14, -3, 0)])).toEqual(nothing);
  expect(loudnessTogether([])).toEqual(nothing);
});
