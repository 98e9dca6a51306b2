import { expect, it } from 'vitest';
import { createSpeedMeter } from './speed.ts';

it('measures the last seconds and falls to zero when nothing moves', () => {
  let now = 0;
  const meter = createSpeedMeter(() => now, 4000);
  for (now = 0; now < 2000; now += 100) meter.add(100);
  expect(meter.bytesPerSecond()).toBeCloseTo(1000, -1);
  for (; now < 10_000; now += 100) meter.add(300);
  expect(meter.bytesPerSecond()).toBeCloseTo(3000, -2);
  now += 5000;
  expect(meter.bytesPerSecond()).toBe(0);
});
