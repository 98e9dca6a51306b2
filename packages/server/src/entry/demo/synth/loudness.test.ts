import { expect, test } from 'vitest';
import { integratedLoudness } from './loudness.ts';
import { fromDb, SAMPLE_RATE, type Stereo, silence } from './stereo.ts';

function sine(seconds: number, frequencyHz: number, gain: number): Stereo {
  const sound = silence(seconds);
  for (let n = 0; n < sound.left.length; n++) {
    const sample = gain * Math.sin((2 * Math.PI * frequencyHz * n) / SAMPLE_RATE);
    sound.left[n] = sample;
    sound.right[n] = sample;
  }
  return sound;
}

// EBU Tech 3341, case 1 and 2: a stereo sine of 1000 Hz at -23 dBFS has -23 LUFS.
test.each([-23, -33])('a sine at %d dBFS is as loud as the standard says', (level) => {
  expect(integratedLoudness(sine(20, 1000, fromDb(level)))).toBeCloseTo(level, 1);
});

test('silence has no loudness', () => {
  expect(integratedLoudness(silence(2))).toBe(Number.NEGATIVE_INFINITY);
});

test('pauses do not count', () => {
  const sound = sine(10, 1000, fromDb(-23));
  const paused: Stereo = silence(20);
  paused.left.set(sound.left);
  paused.right.set(sound.right);
  expect(integratedLoudness(paused)).toBeCloseTo(-23, 0);
});
