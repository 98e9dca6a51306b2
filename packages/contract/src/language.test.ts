import { expect, it } from 'vitest';
import { languageOfRequest } from './language.ts';

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-de,en;q=0.5', 'de'],
  ['en;q=0.5, de;q=0.8', 'de'],
  ['fr, nl;q=0.9, en-GB;q=0.4, de;q=0.3', 'en'],
  ['de;q=0, en;q=0.1', 'en'],
  ['fr', null],
  ['*', null],
  ['', null],
  ['de;q=nonsense', null],
  [`${'x'.repeat(5000)},de`, null],
  [null, null],
  [undefined, null],
])('%j is %s', (header, language) => {
  expect(languageOfRequest(header)).toBe(language);
});
