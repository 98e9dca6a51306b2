import { describe, expect, test } from 'vitest';
import { closestWords, typoDistance } from './typo.ts';

describe('typoDistance', () => {
  test.each([
    ['beatles', 'beatles', 0],
    ['beat', 'beatles', 0],
    ['beetl', 'beatles', 1],
    ['yestreday', 'yesterday', 1],
    ['quen', 'queen', 1],
    ['beetels', 'beatles', 2],
    ['nirvvana', 'nirvana', 1],
    ['', 'anything', 0],
    ['abc', '', 3],
  ])('from %s to %s is %i', (typed, word, distance) => {
    expect(typoDistance(typed, word)).toBe(distance);
  });
});

describe('closestWords', () => {
  test('come with the fewest typos first, then by length', () => {
    const words = ['queens', 'queen', 'quiz', 'quentin', 'green'];
    expect(closestWords('quen', words, 3)).toEqual(['quentin', 'queen', 'queens']);
  });

  test('are not guessed for very short words', () => {
    expect(closestWords('abx', ['abc'], 5)).toEqual([]);
  });
});
