import { expect, test } from 'vitest';
import { createSealer } from './seal.ts';

const secret = 'an instance’s secret of more than 32 characters';
const sealer = createSealer(secret);

test('opens what it sealed, each time sealed differently', () => {
  const [one, other] = [sealer.seal('käse 🧀', 'ada'), sealer.seal('käse 🧀', 'ada')];
  expect(one.equals(other)).toBe(false);
  expect([sealer.open(one, 'ada'), sealer.open(other, 'ada')]).toEqual(['käse 🧀', 'käse 🧀']);
  expect(one.toString('latin1')).not.toContain('k');
});

test('opens nothing for another owner, by another key, changed or cut', () => {
  const sealed = sealer.seal('secret', 'ada');
  const changed = Buffer.from(sealed);
  changed[20] = (changed[20] ?? 0) ^ 1;
  expect(sealer.open(sealed, 'bob')).toBeNull();
  expect(createSealer(`${secret}!`).open(sealed, 'ada')).toBeNull();
  expect(sealer.open(changed, 'ada')).toBeNull();
  for (const length of [0, 5, 20, sealed.length - 1]) {
    expect(sealer.open(sealed.subarray(0, length), 'ada')).toBeNull();
  }
});
