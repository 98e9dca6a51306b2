import { describe, expect, test } from 'vitest';
import { searchName, wordsOfName, wordsOfQuery } from './search-words.ts';

describe('wordsOfQuery', () => {
  test.each([
    ['Sigur Rós', ['sigur', 'ros']],
    ["Can't  Get", ['cant', 'get']],
    ['Can’t', ['cant']],
    ['Mø Straße Ænima', ['mo', 'strasse', 'aenima']],
    ['AC/DC', ['ac', 'dc']],
    ['Rock & Roll', ['rock', 'and', 'roll']],
    ['Song - Live', ['song', 'live']],
    ['!!!', ['!!!']],
    ['la la la', ['la']],
    ['  ', []],
  ])('of %s', (text, words) => {
    expect(wordsOfQuery(text)).toEqual(words);
  });

  test('are bounded in number and length', () => {
    const words = wordsOfQuery(`${'x'.repeat(500)} a b c d e f g h i j`);
    expect(words).toHaveLength(8);
    expect(words[0]).toHaveLength(40);
  });
});

describe('wordsOfName', () => {
  test('has compounds as one word too', () => {
    expect(wordsOfName('AC/DC')).toEqual(['ac', 'dc', 'acdc']);
    expect(wordsOfName('R.E.M. Live')).toEqual(['r', 'e', 'm', 'rem', 'live']);
  });

  test('has every beginning inside a text without spaces', () => {
    expect(wordsOfName('未来日記')).toEqual(['未来日記', '来日記', '日記', '記']);
  });
});

test('searchName keeps repeated words and their order', () => {
  expect(searchName('(I Can’t Get No) Satisfaction')).toBe('i cant get no satisfaction');
  expect(searchName('La La Land')).toBe('la la land');
  expect(Array.from(searchName('😀a '.repeat(200)))).toHaveLength(100);
});
