import { expect, it } from 'vitest';
import { gainOf } from './loudness.ts';

const measured = (integratedLufs: number | null, truePeakDbtp: number | null) => ({
  loudness: { integratedLufs, truePeakDbtp },
});
const decibels = (gain: number) => Math.round(200 * Math.log10(gain)) / 10;

it.each([
  ['makes loud songs quieter', measured(-8, 0.5), -6],
  ['makes quiet songs louder', measured(-20, -9), 6],
  ['but only until their peaks are full', measured(-20, -2), 2],
  ['and not at all without a peak', measured(-20, null), 0],
  ['leaves a song alone that was not measured', measured(null, null), 0],
])('%s', (_, song, change) => {
  expect(decibels(gainOf(song, 'song', measured(-30, -20).loudness))).toBeCloseTo(change);
});

it('changes nothing when it is off', () => {
  expect(gainOf(measured(-8, 0), 'off', measured(-8, 0).loudness)).toBe(1);
});

it('changes the songs of an album alike, whichever of them is played', () => {
  // -14 - -9.1 = -4.9 dB; of a quiet one +4, though its peaks leave no more than 3.
  for (const song of [measured(-8, -1), measured(-18, -8), measured(null, null)]) {
    expect(decibels(gainOf(song, 'album', measured(-9.1, -1).loudness))).toBeCloseTo(-4.9);
    expect(decibels(gainOf(song, 'album', measured(-18, -3).loudness))).toBeCloseTo(3);
  }
});

it('goes by the song where nothing of its album was measured, or is known', () => {
  for (const album of [null, measured(null, null).loudness]) {
    expect(decibels(gainOf(measured(-8, 0), 'album', album))).toBeCloseTo(-6);
    expect(gainOf(measured(null, null), 'album', album)).toBe(1);
  }
});
