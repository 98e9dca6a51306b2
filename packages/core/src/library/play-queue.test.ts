import { expect, test } from 'vitest';
import type { Song } from '../catalog/index.ts';
import { show } from './play-queue.ts';

const visible = new Map([...'abc'].map((id) => [id, { id } as Song]));

test.each([
  ['abc', 1, 'abc', 1, 500],
  ['aba', 2, 'aba', 2, 500],
  ['xabc', 2, 'abc', 1, 500],
  ['axc', 1, 'ac', 1, 0],
  ['abx', 2, 'ab', 1, 0],
  ['xx', 0, '', null, 0],
  ['ab', null, 'ab', null, 0],
])('of %s at %s, %s at %s is shown', (ids, currentIndex, shown, index, positionMs) => {
  const queue = show({ songIds: [...ids], currentIndex, positionMs: 500 }, visible);
  expect(queue.songs.map(({ id }) => id).join('')).toBe(shown);
  expect(queue).toMatchObject({ currentIndex: index, positionMs });
});
