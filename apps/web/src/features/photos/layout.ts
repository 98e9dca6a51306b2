/** What the layout has to know of an item. */
export interface Laid {
  id: string;
  /** Width by height. */
  shape: number;
  /** What a clock showed where it was taken, in ms as if at UTC. */
  wallClock: number;
}

interface Tile<T extends Laid> {
  item: T;
  /** Of the whole list. */
  index: number;
  left: number;
  width: number;
}

/** A line of the timeline: the heading of a stretch of time, or a row of tiles. Sizes in pixels. */
export type Line<T extends Laid> = { height: number; wallClock: number } & (
  | { kind: 'heading'; key: string; items: readonly T[] }
  | { kind: 'row'; key: string; tiles: Tile<T>[] }
);

export interface LayoutOptions {
  width: number;
  rowHeight: number;
  headingHeight: number;
  gap: number;
  /** What a heading is set above; none where the order is not that of time. */
  by: 'day' | 'month' | 'none';
}

/** Shapes beyond these are cut, or a panorama would leave a row of a few pixels. */
const narrowest = 0.5;
const widest = 3;

const keyLength = { day: 10, month: 7, none: 0 };

/**
 * Lays items out in rows of the width of the page, under a heading for each day or month if any.
 * `from` is the place of the first one.
 */
export function layOut<T extends Laid>(
  items: readonly T[],
  options: LayoutOptions,
  from = 0,
): Line<T>[] {
  if (options.width <= 0) return [];
  const lines: Line<T>[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at] as T;
    const stretch = stretchOf(first, options.by);
    let end = at + 1;
    while (end < items.length && stretchOf(items[end] as T, options.by) === stretch) end += 1;
    const members = items.slice(at, end);
    if (options.by !== 'none') {
      lines.push({
        ...{ kind: 'heading', key: `heading ${first.id}`, items: members },
        ...{ height: options.headingHeight, wallClock: first.wallClock },
      });
    }
    lines.push(...rowsOf(members, from + at, options));
    at = end;
  }
  return lines;
}

function stretchOf({ wallClock }: Laid, by: LayoutOptions['by']): string {
  return new Date(wallClock).toISOString().slice(0, keyLength[by]);
}

const cutShape = ({ shape }: Laid) => Math.min(widest, Math.max(narrowest, shape));

function rowsOf<T extends Laid>(items: readonly T[], from: number, options: LayoutOptions) {
  const rows: Line<T>[] = [];
  let row: T[] = [];
  let shapes = 0;
  items.forEach((item, index) => {
    row.push(item);
    shapes += cutShape(item);
    const gaps = (row.length - 1) * options.gap;
    const isLast = index === items.length - 1;
    const isFull = shapes * options.rowHeight + gaps >= options.width;
    if (!isFull && !isLast) return;
    rows.push(rowOf(row, from + index + 1 - row.length, shapes, isFull, options));
    row = [];
    shapes = 0;
  });
  return rows;
}

function rowOf<T extends Laid>(
  items: readonly T[],
  from: number,
  shapes: number,
  isFull: boolean,
  { width, rowHeight, gap }: LayoutOptions,
): Line<T> {
  const room = width - (items.length - 1) * gap;
  // The last row of a stretch keeps its height, rather than blowing up a single photo.
  const height = isFull ? room / shapes : rowHeight;
  let left = 0;
  const tiles = items.map((item, n) => {
    const tile = { item, index: from + n, left, width: cutShape(item) * height };
    left += tile.width + gap;
    return tile;
  });
  const [first] = items as [T];
  return {
    ...{ kind: 'row', key: `row ${first.id}`, tiles },
    ...{ height: height + gap, wallClock: first.wallClock },
  };
}

/** Where an arrow key leads from an item, as an index of the whole list; null for nowhere. */
export function neighbourOf<T extends Laid>(
  lines: readonly Line<T>[],
  index: number,
  key: string,
): number | null {
  const rows = lines.filter((line) => line.kind === 'row');
  const row = rows.findIndex(({ tiles }) => tiles.some((tile) => tile.index === index));
  const here = rows[row]?.tiles.find((tile) => tile.index === index);
  if (!here) return null;
  if (key === 'ArrowLeft') return index > 0 ? index - 1 : null;
  const last = rows.at(-1)?.tiles.at(-1)?.index ?? 0;
  if (key === 'ArrowRight') return index < last ? index + 1 : null;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  const target = step === 0 ? undefined : rows[row + step]?.tiles;
  const middle = here.left + here.width / 2;
  const distance = (tile: Tile<T>) => Math.abs(tile.left + tile.width / 2 - middle);
  return target?.toSorted((a, b) => distance(a) - distance(b))[0]?.index ?? null;
}
