import { describe, expect, it } from 'vitest';
import { type Laid, type Line, layOut, neighbourOf } from './layout.ts';

const options = { width: 1000, rowHeight: 200, headingHeight: 50, gap: 4, by: 'day' as const };

const item = (id: string, shape: number, day: string): Laid => ({
  id,
  shape,
  wallClock: Date.parse(`${day}T12:00:00Z`),
});
const many = (count: number, day: string) =>
  Array.from({ length: count }, (_, n) => item(`${day}-${n}`, 0.3 + (n % 7) * 0.6, day));
const rowsOf = (lines: Line<Laid>[]) => lines.filter((line) => line.kind === 'row');

describe('layOut', () => {
  it('gives every day a heading, and every item one tile in its order', () => {
    const items = [...many(9, '2026-03-02'), ...many(3, '2026-03-01'), ...many(1, '2026-02-01')];
    const lines = layOut(items, options);
    expect(lines.filter(({ kind }) => kind === 'heading')).toHaveLength(3);
    const tiles = rowsOf(lines).flatMap((row) => row.tiles);
    expect(tiles.map((tile) => tile.item)).toEqual(items);
    expect(tiles.map((tile) => tile.index)).toEqual(items.map((_, index) => index));
    expect(
      layOut(items, { ...options, by: 'month' }).filter((l) => l.kind === 'heading'),
    ).toHaveLength(2);
  });

  it('fills every row but the last of a day to the pixel', () => {
    const rows = rowsOf(layOut(many(40, '2026-03-02'), options));
    for (const { tiles } of rows.slice(0, -1)) {
      const end = tiles.at(-1);
      expect((end?.left ?? 0) + (end?.width ?? 0)).toBeCloseTo(options.width);
    }
    for (const { height } of rows)
      expect(height).toBeLessThanOrEqual(options.rowHeight + options.gap);
  });

  it('does not blow up what stands alone, nor flatten a panorama', () => {
    const [alone] = rowsOf(layOut([item('a', 1.5, '2026-03-02')], options));
    expect(alone?.height).toBe(options.rowHeight + options.gap);
    const [panorama] = rowsOf(layOut([item('a', 12, '2026-03-02')], options));
    expect(panorama?.height).toBe(options.rowHeight + options.gap);
  });

  it('draws nothing before it knows the width', () => {
    expect(layOut(many(3, '2026-03-02'), { ...options, width: 0 })).toEqual([]);
  });
});

describe('neighbourOf', () => {
  const squares = Array.from({ length: 10 }, (_, n) => item(String(n), 1, '2026-03-02'));
  // Rows of five: 0 to 4, 5 to 9.
  const lines = layOut(squares, options);

  it.each([
    [2, 'ArrowRight', 3],
    [4, 'ArrowRight', 5],
    [2, 'ArrowDown', 7],
    [7, 'ArrowUp', 2],
    [3, 'Home', 0],
    [3, 'End', 9],
    [0, 'ArrowLeft', null],
    [9, 'ArrowRight', null],
    [1, 'ArrowUp', null],
    [1, 'x', null],
  ])('from %i by %s to %s', (from, key, to) => {
    expect(neighbourOf(lines, from, key)).toBe(to);
  });
});
