import { describe, expect, test } from 'vitest';
import { mediaTypeOfKey, toBlobKey } from './blob-key.ts';
import { hasCode } from './errors.ts';

describe('toBlobKey', () => {
  test.each(['a', 'raw/0190-ab/x.mp3', 'library/songs/1/cover.webp', 'A_b-c.d/e'])(
    'takes %s',
    (key) => {
      expect(toBlobKey(key)).toBe(key);
    },
  );

  test.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    'a/.hidden',
    '-rf',
    'a b',
    'a\\b',
    'a\0b',
    'a%2fb',
    'é',
    'a\n',
    'x'.repeat(201),
    `${'abcdefghi/'.repeat(103)}a`,
  ])('refuses %j', (key) => {
    let thrown: unknown;
    try {
      toBlobKey(key);
    } catch (error) {
      thrown = error;
    }
    expect(hasCode(thrown, 'invalid_request')).toBe(true);
  });
});

test.each([
  ['library/songs/1/original.mp3', 'audio/mpeg'],
  ['library/songs/1/aac.m4a', 'audio/mp4'],
  ['raw/u/1', 'application/octet-stream'],
  ['a/b.constructor', 'application/octet-stream'],
])('the content type of %s is %s', (key, type) => {
  expect(mediaTypeOfKey(toBlobKey(key))).toBe(type);
});
