import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

test('passes on steps and moves of five percent, in order, one at a time', async () => {
  const passed: string[] = [];
  let busy = 0;
  const report = createProgress(async (step, percent) => {
    busy += 1;
    expect(busy).toBe(1);
    await Promise.resolve();
    passed.push(`${step} ${percent}`);
    busy -= 1;
  });
  for (const percent of [0, 1, 4.9, 5, 7, 11, 10, 300]) void report('measuring', percent);
  await report('storing', 0);
  expect(passed).toEqual([
    'measuring 0',
    'measuring 5',
    'measuring 11',
    'measuring 100',
    'storing 0',
  ]);
});

test('a report that could not be passed on fails the one awaited after it', async () => {
  const report = createProgress(async () => {
    throw new Error('store gone');
  });
  void report('a', 0);
  await expect(report('b', 0)).rejects.toThrow('store gone');
});
