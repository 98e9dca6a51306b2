import { expect, it } from 'vitest';
import { drawInitials, initialsOf } from './initials.ts';

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Élodie de la Ñusta', 'EN'],
  ['E\u0301lodie', 'E'],
  ['Łukasz Ødegaard', 'LO'],
  ["Seán O'Neill-Žižek", 'SZ'],
  ['  (Bob)  ', 'B'],
  ['Анна Каренина', ''],
  ['山田 Taro', ''],
  ['12345 🎷', ''],
  ['constructor __proto__', 'CP'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it('is the same picture each time, on a colour of each account', () => {
  const ada = { id: 'a', name: 'Ada' };
  expect(drawInitials(ada)).toBe(drawInitials({ ...ada }));
  expect(drawInitials(ada)).not.toBe(drawInitials({ ...ada, id: 'b' }));
});

it('has nothing of a name but letters in it', () => {
  const name = '<script xlink:href="x"/> &amp; "';
  expect(drawInitials({ id: 'a', name })).toBe(drawInitials({ id: 'a', name: 'Script Amp' }));
});

it('is a head where a name has no letters that can be drawn', () => {
  expect(drawInitials({ id: 'a', name: '山田' })).toContain('<circle');
  expect(drawInitials({ id: 'a', name: 'Ada' })).not.toContain('<circle');
});
