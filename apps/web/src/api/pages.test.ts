import { expect, it } from 'vitest';
import { itemsOf } from './pages.ts';

it('gives an item that moved from one page to another once, where it comes first', () => {
  const pages = [
    [{ id: 'a' }, { id: 'b' }],
    [{ id: 'b' }, { id: 'c' }],
  ].map((items) => ({ items }));
  expect(itemsOf({ pages }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(itemsOf({ pages }, () => 'same')).toEqual([{ id: 'a' }]);
  expect(itemsOf<{ id: string }>(undefined)).toEqual([]);
});
