import { expect, it } from 'vitest';
import { gainOf } from './loudness.ts';

const song = (integratedLufs: number | null, truePeakDbtp: number | null, durationMs = 1000) => ({
  loudness: { integratedLufs, truePeakDbtp },
  durationMs,
});
const decibels = (gain: number) => Math.round(200 * Math.log10(gain)) / 10;

it.each([
  ['makes loud songs quieter', song(-8, 0.5), -6],
  ['makes quiet songs louder', song(-20, -9), 6],
  ['but only until their peaks are full', song(-20, -2), 2],
  ['and not at all without a peak', song(-20, null), 0],
  ['leaves a song alone that was not measured', song(null, null), 0],
])('%s', (_, measured, change) => {
  expect(decibels(gainOf(measured, 'song', []))).toBeCloseTo(change);
});

it('changes nothing when it is off', () => {
  expect(gainOf(song(-8, 0), 'off', [song(-8, 0)])).toBe(1);
});

it('changes the songs of an album alike, by their length, and leaves the unmeasured out', () => {
  const album = [song(-8, -1, 3000), song(-18, -8, 1000), song(null, null, 9000)];
  const gains = album.map((one) => decibels(gainOf(one, 'album', album)));
  // 10 × log10((3 × 10^-0.8 + 10^-1.8) / 4) = -9.1 LUFS
  expect(gains).toEqual([-4.9, -4.9, -4.9]);
});
