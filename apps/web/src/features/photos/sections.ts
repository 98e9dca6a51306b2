import type { MediaItem, ShownMedia } from '@madrigal/contract';
import { type Laid, type LayoutOptions, type Line, layOut } from './layout.ts';
import { shapeOf, wallClockOf } from './media.ts';

/** A stretch of a grid that is loaded as a whole: a month of the timeline, or all of an album. */
export interface GridSection<T> {
  key: string;
  /** Null while they are not loaded. */
  items: readonly T[] | null;
  /** How many there are, loaded or not. */
  count: number;
  /** Any moment of it, in ms as a clock there shows it. */
  wallClock: number;
}

/** What is loaded of a month, and when it was, in ms since 1970. */
export interface KeptMonth {
  items: readonly MediaItem[];
  asOf: number;
}

/**
 * The months of a timeline. An item that moved from one to another while they were loaded, as its time
 * of capture became known, is in both: it is shown in the one that was loaded last.
 */
export function monthSections(
  months: readonly { month: string; count: number }[],
  kept: ReadonlyMap<string, KeptMonth>,
): GridSection<MediaItem>[] {
  const shown = months.flatMap(({ month }) => {
    const loaded = kept.get(month);
    return loaded ? [{ month, ...loaded }] : [];
  });
  const placeOf = new Map<string, string>();
  for (const { month, items } of shown.toSorted((one, other) => one.asOf - other.asOf)) {
    for (const { id } of items) placeOf.set(id, month);
  }
  return months.map(({ month, count }) => ({
    ...{ key: month, count },
    wallClock: Date.parse(`${month}-01T00:00:00Z`),
    items: kept.get(month)?.items.filter(({ id }) => placeOf.get(id) === month) ?? null,
  }));
}

/** All there is as one section. */
export function oneSection<T extends ShownMedia>(items: readonly T[]): readonly GridSection<T>[] {
  const [first] = items;
  return first ? [{ key: 'all', items, count: items.length, wallClock: wallClockOf(first) }] : [];
}

export interface Entry<T> extends Laid {
  item: T;
}

/** A line of a grid; a gap stands for a section that is not loaded. */
export type GridLine<T> = { section: string } & (
  | Line<Entry<T>>
  | { kind: 'gap'; key: string; height: number; wallClock: number }
);

/** What photos have for a shape before anything is known of them. */
const usualShape = 1.4;

/** Lays out sections one below the other; those that are not loaded take the room they may need. */
export function layOutSections<T extends ShownMedia>(
  sections: readonly GridSection<T>[],
  options: LayoutOptions,
): GridLine<T>[] {
  if (options.width <= 0) return [];
  let from = 0;
  return sections.flatMap(({ key, items, count, wallClock }): GridLine<T>[] => {
    if (items === null) {
      const height = roomFor(count, options);
      return [{ kind: 'gap', key: `gap ${key}`, section: key, height, wallClock }];
    }
    const entries = items.map((item): Entry<T> => {
      return { id: item.id, shape: shapeOf(item), wallClock: wallClockOf(item), item };
    });
    const lines = layOut(entries, options, from);
    from += items.length;
    return lines.map((line) => ({ ...line, section: key }));
  });
}

/** About the height of so many items in pixels. */
function roomFor(count: number, { width, rowHeight, headingHeight, gap }: LayoutOptions): number {
  const perRow = Math.max(1, width / (usualShape * rowHeight + gap));
  return headingHeight + Math.ceil(count / perRow) * (rowHeight + gap);
}

/** Where each line begins, in pixels; the last number is where all of them end. */
export function startsOf(lines: readonly { height: number }[]): number[] {
  const starts = [0];
  for (const { height } of lines) starts.push((starts.at(-1) ?? 0) + height);
  return starts;
}

/** The line at a place, for starts as of {@link startsOf}; the nearest for places beyond. */
export function lineAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
