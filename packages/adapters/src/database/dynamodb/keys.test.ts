import { describe, expect, test } from 'vitest';
import { keyOf, shardOf, shardsOf, sortableTime } from './keys.ts';

describe('keys', () => {
  test('of other parts are others', () => {
    const parts = ['a', 'a#', '#a', '%23', '#', '~', '~a', 'x'.repeat(5000), 'x'.repeat(5001), ''];
    const keys = parts.flatMap((one) => parts.map((other) => keyOf(one, other)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('take any text, and stay short', () => {
    for (const text of ['a\0b', '\u202e', '👩‍👩‍👧‍👦'.repeat(500), '#'.repeat(199), '']) {
      const key = keyOf('owner', text, text);
      expect(Buffer.byteLength(key)).toBeLessThan(500);
      expect(key).not.toContain('\0');
    }
  });
});

test('moments are ordered as texts', () => {
  const times = [-8.64e15, -1e14, -1, 0, 1, Date.UTC(2026), Date.UTC(9999), 1e15, 8.64e15];
  const texts = times.map((time) => sortableTime(new Date(time)));
  expect(texts.toSorted()).toEqual(texts);
  expect(new Set(texts.map((text) => text.length)).size).toBe(1);
});

test('what is everybody’s is spread over its partitions', () => {
  const shards = Array.from({ length: 100 }, (_, n) => shardOf('list', String(n)));
  expect(new Set(shards)).toEqual(new Set(shardsOf('list')));
});
