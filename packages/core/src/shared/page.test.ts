import { expect, test } from 'vitest';
import { hasCode } from './errors.ts';
import { decodeCursor, encodeCursor } from './page.ts';

test('a cursor gives its position back to the list it came from', () => {
  const cursor = encodeCursor('title', ['ærø "quoted"', 'id']);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor('title', cursor, 2)).toEqual(['ærø "quoted"', 'id']);
});

test.each([
  ['another order', encodeCursor('added', ['a', 'b'])],
  ['another length', encodeCursor('title', ['a'])],
  ['no JSON', 'bm90IGpzb24'],
  ['no base64', '%%%'],
  ['other JSON', Buffer.from('{"a":1}').toString('base64url')],
  ['numbers', Buffer.from('["title",1,2]').toString('base64url')],
])('a cursor of %s is refused', (_, cursor) => {
  let thrown: unknown;
  try {
    decodeCursor('title', cursor, 2);
  } catch (error) {
    thrown = error;
  }
  expect(hasCode(thrown, 'invalid_cursor')).toBe(true);
});
