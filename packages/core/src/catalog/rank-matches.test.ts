import { expect, test } from 'vitest';
import { rankMatches } from './rank-matches.ts';

test('the closer a name is to the query, the earlier it comes', () => {
  const names = [
    'a song of somebody',
    'tonight lovers',
    'one love',
    'lovely day',
    'love me do',
    'love',
    'all you need is love',
  ];
  const candidates = names.map((name) => ({ id: name, name }));
  expect(rankMatches(['love'], candidates)).toEqual([
    'love',
    'love me do',
    'lovely day',
    'one love',
    'all you need is love',
    'tonight lovers',
    'a song of somebody',
  ]);
});
