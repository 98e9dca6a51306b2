import { describe, expect, it } from 'vitest';
import { movedInPages, placesOf, predecessorOf } from './order.ts';

const list = (names: string) => [...names].map((id) => ({ id }));
const names = (items: readonly { id: string }[]) => items.map(({ id }) => id).join('');

describe('the order of an album', () => {
  it('moves an item across pages, whose lengths stay', () => {
    const data = { pages: [{ items: list('abc') }, { items: list('de') }] };
    const moved = movedInPages(data, 0, 3);
    expect(moved.pages.map(({ items }) => names(items))).toEqual(['bcd', 'ae']);
    expect(movedInPages(data, 9, 0)).toBe(data);
  });

  it('tells what a moved item follows', () => {
    expect(predecessorOf(list('abcd'), 0, 2)).toBe('c');
    expect(predecessorOf(list('abcd'), 3, 1)).toBe('a');
    expect(predecessorOf(list('abcd'), 2, 0)).toBeNull();
  });

  it('finds the places of items so that they can be put back', () => {
    const places = placesOf(list('abcdef'), list('fabd'));
    expect(places).toEqual([
      { mediaIds: ['a', 'b'], after: null },
      { mediaIds: ['d'], after: 'c' },
      { mediaIds: ['f'], after: 'e' },
    ]);
    let order = list('ce');
    for (const { mediaIds, after } of places) {
      const at = after === null ? 0 : order.findIndex(({ id }) => id === after) + 1;
      order = order.toSpliced(at, 0, ...mediaIds.map((id) => ({ id })));
    }
    expect(names(order)).toBe('abcdef');
  });

  it('cuts runs that are longer than a request takes', () => {
    const many = Array.from({ length: 501 }, (_, n) => ({ id: `${n}` }));
    expect(placesOf(many, many).map(({ mediaIds, after }) => [mediaIds.length, after])).toEqual([
      [500, null],
      [1, '499'],
    ]);
  });
});
