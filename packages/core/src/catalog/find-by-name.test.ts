import { describe, expect, it } from 'vitest';
import { findByName } from './find-by-name.ts';

const shelf = ['AC/DC live', 'Über uns', 'Regen', 'Regenbogen', '雨の日', '!!!'].map((name, n) => ({
  id: String(n),
  name,
}));
const find = (words: string[], limit = 9) =>
  findByName(words, shelf, limit).map((id) => shelf[Number(id)]?.name);

describe('things at hand', () => {
  it.each([
    [['acdc'], ['AC/DC live']],
    [['uns', 'ub'], ['Über uns']],
    [['regen'], ['Regen', 'Regenbogen']],
    [['regne'], ['Regen', 'Regenbogen']],
    [['reegnbogen'], ['Regenbogen']],
    [['の日'], ['雨の日']],
    [['!!!'], ['!!!']],
    [[], []],
    [['nothing'], []],
  ])('are found by %j', (words, expected) => {
    expect(find(words)).toEqual(expected);
  });

  it('are no more than were asked for', () => {
    expect(find(['regen'], 1)).toEqual(['Regen']);
  });
});
