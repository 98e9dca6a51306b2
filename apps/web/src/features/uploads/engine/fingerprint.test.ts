import { expect, it } from 'vitest';
import { fingerprintOf, sameFile } from './fingerprint.ts';

const facts = {
  name: 'a.mp3',
  size: 5 * 1024 ** 3,
  lastModified: 1_760_000_000_000,
  path: 'x/a.mp3',
};

it('is short whatever the path, and the same each time', () => {
  const long = fingerprintOf({ ...facts, path: `${'folder/'.repeat(2000)}a.mp3` });
  expect(long.length).toBeLessThan(64);
  expect(fingerprintOf(facts)).toBe(fingerprintOf({ ...facts }));
});

it.each([{ name: 'b.mp3' }, { size: 1 }, { lastModified: 1 }])('differs with %o', (other) => {
  expect(sameFile(fingerprintOf(facts), fingerprintOf({ ...facts, ...other }))).toBe(false);
});

it('knows a file that was chosen without its folder', () => {
  const alone = fingerprintOf({ ...facts, path: 'a.mp3' });
  expect(alone).not.toBe(fingerprintOf(facts));
  expect(sameFile(alone, fingerprintOf(facts))).toBe(true);
});
