import { expect, it } from 'vitest';
import { ofTheDay } from './of-the-day.ts';

const items = Array.from({ length: 100 }, (_, i) => ({ id: `item-${i}` }));
const pick = (day: string) => ofTheDay(items, 5, new Date(day)).map(({ id }) => id);

it('picks the same all day, and others on the next', () => {
  expect(pick('2026-03-01T08:00')).toEqual(pick('2026-03-01T21:00'));
  expect(pick('2026-03-01T08:00')).not.toEqual(pick('2026-03-02T08:00'));
  expect(new Set(pick('2026-03-01T08:00')).size).toBe(5);
});
