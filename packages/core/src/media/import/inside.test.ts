import { expect, test } from 'vitest';
import { isInside } from './inside.ts';

test.each([
  ['/a', '/a', true],
  ['/a/b', '/a', true],
  ['/ab', '/a', false],
  ['/', '/a', false],
  ['/a/..b', '/a', true],
  ['/b', '/a', false],
])('%s inside %s: %s', (path, folder, inside) => {
  expect(isInside(path, folder)).toBe(inside);
});
