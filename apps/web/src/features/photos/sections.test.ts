import type { MediaItem, ShownMedia } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { layOutSections, lineAt, monthSections, startsOf } from './sections.ts';

const options = { width: 1000, rowHeight: 200, headingHeight: 50, gap: 4, by: 'day' } as const;
const photo = (id: string, capturedAt: string) =>
  ({ id, capturedAt, capturedOffsetMinutes: null, width: 3, height: 2 }) as ShownMedia;

describe('sections of a grid', () => {
  const march = {
    ...{ key: '2024-03', count: 2, wallClock: Date.UTC(2024, 2, 1) },
    items: [photo('a', '2024-03-09T10:00:00Z'), photo('b', '2024-03-08T10:00:00Z')],
  };
  const february = {
    ...{ key: '2024-02', count: 300, wallClock: Date.UTC(2024, 1, 1) },
    items: null,
  };
  const january = {
    ...{ key: '2024-01', count: 1, wallClock: Date.UTC(2024, 0, 1) },
    items: [photo('c', '2024-01-01T10:00:00Z')],
  };

  it('count their items on, and keep room for what is not loaded', () => {
    const lines = layOutSections([march, february, january], options);
    expect(lines.map(({ kind, section }) => `${kind} ${section}`)).toEqual([
      'heading 2024-03',
      'row 2024-03',
      'heading 2024-03',
      'row 2024-03',
      'gap 2024-02',
      'heading 2024-01',
      'row 2024-01',
    ]);
    const places = lines.flatMap((line) =>
      line.kind === 'row' ? line.tiles.map(({ index }) => index) : [],
    );
    expect(places).toEqual([0, 1, 2]);
    // Three or four to a row.
    expect(lines[4]?.height).toBeGreaterThan(75 * 204);
    expect(lines[4]?.height).toBeLessThan(101 * 204);
    expect(layOutSections([march], { ...options, width: 0 })).toEqual([]);
  });

  it('find the line at a place', () => {
    const starts = startsOf([{ height: 10 }, { height: 20 }, { height: 30 }]);
    expect(starts).toEqual([0, 10, 30, 60]);
    expect([-5, 0, 9, 10, 29, 30, 59, 60, 999].map((place) => lineAt(starts, place))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2, 2,
    ]);
    expect(lineAt([0], 5)).toBe(0);
  });
});

describe('months of a timeline', () => {
  const months = [
    { month: '2026-11', count: 1 },
    { month: '2024-02', count: 2 },
    { month: '2023-01', count: 9 },
  ];
  const items = (...ids: string[]) =>
    ids.map((id) => photo(id, '2024-02-28T10:00:00Z')) as MediaItem[];
  const shown = (november: number, february: number) =>
    monthSections(
      months,
      new Map([
        ['2026-11', { items: items('new', 'moved'), asOf: november }],
        ['2024-02', { items: items('moved', 'old'), asOf: february }],
      ]),
    ).map((section) => section.items?.map(({ id }) => id) ?? null);

  it('show an item that moved once, where it was found last', () => {
    expect(shown(1, 2)).toEqual([['new'], ['moved', 'old'], null]);
    expect(shown(2, 1)).toEqual([['new', 'moved'], ['old'], null]);
  });
});
