import { expect, test } from 'vitest';
import { again, untilSettled } from './retry.ts';

const policy = { attempts: 6, firstWaitMs: 10, longestWaitMs: 100 };

/** Settles at an attempt, or never; what was waited for is noted, not waited for. */
function attempts(settlesAt: number, drawBelow: (max: number) => number) {
  const waits: number[] = [];
  let made = 0;
  const attempt = async () => {
    made += 1;
    return made === settlesAt ? 'settled' : again;
  };
  const wait = async (ms: number) => void waits.push(ms);
  return { waits, made: () => made, run: () => untilSettled(policy, attempt, { wait, drawBelow }) };
}

const longest = (max: number) => max - 1;

test('waits twice as long each time, up to the longest, and gives up after the last attempt', async () => {
  const { run, waits, made } = attempts(Number.POSITIVE_INFINITY, longest);
  await expect(run()).rejects.toMatchObject({ code: 'unavailable' });
  expect(made()).toBe(6);
  expect(waits).toEqual([10, 20, 40, 80, 100]);
});

test('what settles is answered, and nobody waits after it', async () => {
  const { run, waits } = attempts(3, longest);
  expect(await run()).toBe('settled');
  expect(waits).toEqual([10, 20]);
});

test('the wait is any part of the longest one, none included', async () => {
  const half = attempts(4, (max) => Math.floor(max / 2));
  await half.run();
  expect(half.waits).toEqual([5, 10, 20]);
  const none = attempts(4, () => 0);
  await none.run();
  expect(none.waits).toEqual([0, 0, 0]);
});
