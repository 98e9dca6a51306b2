import { expect, test } from 'vitest';
import { beaten, harmony, held, melody } from './arrange.ts';
import { kick } from './drums.ts';
import { integratedLoudness } from './loudness.ts';
import { type Piece, render } from './render.ts';
import { fromDb } from './stereo.ts';
import { bell, pluck } from './struck.ts';
import { pad } from './tones.ts';

const piece: Piece = {
  seed: 1,
  bpm: 120,
  beats: 8,
  tailSeconds: 1,
  hall: { seconds: 1, damping: 0.3 },
  echoBeats: 0.75,
  parts: [
    { voice: pad, notes: held(harmony('Am F', 4), 57), gainDb: -8, reverb: 0.4, ducks: true },
    { voice: pluck, notes: melody('A4 C5 E5 A5 C6 A5 E5 C5', 0), gainDb: -4, pan: 0.4, echo: 0.3 },
    { voice: bell, notes: melody('E6:4 C6:4', 0), gainDb: -12, chorus: true, lowPassHz: 4000 },
  ],
  kick: { voice: kick, notes: beaten('x', 1, 0, 8), gainDb: -6 },
};

test('a piece is as long and as loud as it should be, and never too loud', () => {
  const { left, right } = render(piece);
  expect(left).toHaveLength(5 * 44_100);
  expect(integratedLoudness({ left, right })).toBeCloseTo(-16, 0);
  const peak = Math.max(
    ...[left, right].map((side) => side.reduce((most, s) => Math.max(most, Math.abs(s)), 0)),
  );
  expect(peak).toBeLessThanOrEqual(fromDb(-2) + 1e-6);
  expect(left.every(Number.isFinite)).toBe(true);
  expect(Math.abs(left.at(-1) ?? 1)).toBeLessThan(1e-4);
});

test('a piece always sounds the same, with another seed a little different', () => {
  const first = render(piece);
  expect(render(piece).left.every((sample, n) => sample === first.left[n])).toBe(true);
  expect(render({ ...piece, seed: 2 }).left.every((s, n) => s === first.left[n])).toBe(false);
});
