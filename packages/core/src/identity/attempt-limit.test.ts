import { expect, test } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

test('failed sign-ins are counted by window, attempts under way among them', () => {
  let ms = 0;
  const limit = createAttemptLimit({ now: () => new Date(ms) }, 2, 60_000);
  const tries = (count: number) => Array.from({ length: count }, () => limit.begin('a'));
  expect(tries(3)).toEqual([true, true, false]);
  expect(limit.begin('b')).toBe(true);
  limit.succeed('a');
  expect(tries(2)).toEqual([true, false]);
  ms = 60_000;
  expect(tries(3)).toEqual([true, true, false]);
});
