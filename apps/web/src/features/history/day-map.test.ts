import { expect, it } from 'vitest';
import { cellsOf } from './day-map.tsx';

const day = (text: string) => ({ day: text, msPlayed: 1 });

it('fills whole weeks from Monday to Sunday', () => {
  const cells = cellsOf([day('2026-01-01'), day('2026-01-05')]);
  expect(cells).toHaveLength(14);
  expect(cells[0]).toEqual({ day: '2025-12-29', msPlayed: 0 });
  expect(cells.filter(({ msPlayed }) => msPlayed > 0).map((cell) => cell.day)).toEqual([
    '2026-01-01',
    '2026-01-05',
  ]);
  expect(cells.at(-1)?.day).toBe('2026-01-11');
});

it('shows the last year of a longer time', () => {
  const cells = cellsOf([day('2020-05-05'), day('2026-01-05')]);
  expect(cells).toHaveLength(53 * 7);
  expect(cells.at(-1)?.day).toBe('2026-01-11');
});
