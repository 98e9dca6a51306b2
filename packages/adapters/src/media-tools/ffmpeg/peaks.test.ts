import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPeakCollector, PEAK_COUNT } from './peaks.ts';

function collect(samples: Int16Array, channels: number, chunkFrames: number): Uint8Array {
  const collector = createPeakCollector();
  for (let at = 0; at < samples.length; at += chunkFrames * channels) {
    collector.add(samples.subarray(at, at + chunkFrames * channels), channels);
  }
  expect(collector.frames()).toBe(samples.length / channels);
  return collector.finish();
}

it('finds a single click where it is', () => {
  const samples = new Int16Array(2 * 800_000);
  samples[2 * 400_500 + 1] = -32_768;
  const peaks = collect(samples, 2, 1000);
  expect([...peaks].map((peak, at) => (peak > 0 ? at : -1)).filter((at) => at >= 0)).toEqual([400]);
  expect(peaks[400]).toBe(255);
});

it('gives 800 peaks of nothing, of one frame and of fewer frames than peaks', () => {
  expect([...collect(new Int16Array(0), 2, 1)]).toEqual(Array(PEAK_COUNT).fill(0));
  expect([...collect(Int16Array.of(32_767), 1, 1)]).toEqual(Array(PEAK_COUNT).fill(255));
  const steps = collect(Int16Array.of(0, 32_767), 1, 1);
  expect([steps[0], steps[399], steps[400], steps[799]]).toEqual([0, 0, 255, 255]);
});

it('does not depend on how the samples were cut', () => {
  const chunk = fc.integer({ min: 1, max: 9000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), chunk, chunk, (frames, one, other) => {
      const samples = Int16Array.from({ length: frames }, (_, at) => (at * 7919) % 32_768);
      expect(collect(samples, 1, one)).toEqual(collect(samples, 1, other));
    }),
    { numRuns: 40 },
  );
});

it('follows the level over time to within a bucket', () => {
  const frames = 3_000_000;
  const samples = Int16Array.from({ length: frames }, (_, at) =>
    Math.floor((at / frames) * 32_767),
  );
  const peaks = collect(samples, 1, 16_384);
  for (let at = 0; at < PEAK_COUNT; at += 1) {
    expect(Math.abs((peaks[at] ?? 0) - ((at + 1) / PEAK_COUNT) * 255)).toBeLessThanOrEqual(1);
  }
});
