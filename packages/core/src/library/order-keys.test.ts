import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keysBetween } from './order-keys.ts';

const between = (before: string | null, after: string | null) => keysBetween(before, after, 1)[0];

describe('keysBetween', () => {
  test.each([
    [null, null, 'a0'],
    ['a0', null, 'a1'],
    ['az', null, 'b00'],
    ['bzz', null, 'c000'],
    [null, 'a0', 'Zz'],
    [null, 'Z0', 'Yzz'],
    ['Zz', null, 'a0'],
    ['Zz', 'a0', 'ZzV'],
    ['a0', 'a1', 'a0V'],
    ['a0', 'a0V', 'a0G'],
    ['a0', 'a3', 'a1'],
    ['a0', 'a0G', 'a08'],
    ['a0', 'a001', 'a000V'],
    [null, 'a0V', 'a0'],
  ])('%s and %s is %s', (before, after, key) => {
    expect(between(before, after)).toBe(key);
  });

  test('whatever is inserted where, keys stay in order and differ', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 9 })), { maxLength: 80 }),
        (insertions) => {
          const keys: string[] = [];
          for (const [seed, count] of insertions) {
            const index = seed % (keys.length + 1);
            const made = keysBetween(keys[index - 1] ?? null, keys[index] ?? null, count);
            keys.splice(index, 0, ...made);
          }
          expect(keys).toEqual([...new Set(keys)].toSorted());
        },
      ),
    );
  });

  test('ten thousand songs added one by one at either end keep short keys', () => {
    let [first, last] = ['a0', 'a0'];
    for (let n = 0; n < 10_000; n++) {
      first = between(null, first) ?? '';
      last = between(last, null) ?? '';
    }
    expect(first.length + last.length).toBeLessThan(10);
  });

  test('five hundred songs between two neighbours keep short keys', () => {
    const keys = keysBetween('a0', 'a1', 500);
    expect(new Set(keys).size).toBe(500);
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(8);
  });
});
