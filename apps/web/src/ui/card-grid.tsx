import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useScroller } from './scroller.tsx';
import { useOffsetIn } from './use-offset.ts';
import { useWidth } from './use-width.ts';

interface CardGridProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
  /** Height of what is below the square of a card, in pixels. */
  textHeight: number;
  hasMore: boolean;
  onNearEnd: () => void;
}

const gap = 24;
const narrow = { below: 600, card: 140, gap: 16 };
const widestCard = 176;
/** Rows before the end at which the next page is fetched. */
const fetchAheadRows = 4;

/** Square cards in as many columns as fit, of which only the rows in view are drawn. */
export function CardGrid<T>(props: CardGridProps<T>) {
  const { items, keyOf, textHeight, hasMore, onNearEnd } = props;
  const scroller = useScroller();
  const body = useRef<HTMLUListElement>(null);
  const width = useWidth(body);
  const offset = useOffsetIn(scroller, body);
  const { columns, space, rowHeight } = layoutFor(width, textHeight);
  const rowCount = width === 0 ? 0 : Math.ceil(items.length / columns);
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    scrollMargin: offset,
    overscan: 2,
  });
  // Heights follow the width, which the virtualiser would otherwise remember.
  useEffect(() => virtual.measure(), [virtual]);
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && rowCount > 0 && last >= rowCount - fetchAheadRows) onNearEnd();
  }, [hasMore, rowCount, last, onNearEnd]);
  return (
    <ul
      ref={body}
      aria-label={props.label}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
    >
      {rows.flatMap((row) =>
        items.slice(row.index * columns, (row.index + 1) * columns).map((item, column) => (
          <li
            key={keyOf(item)}
            aria-posinset={row.index * columns + column + 1}
            aria-setsize={hasMore ? -1 : items.length}
            className="absolute top-0"
            style={{
              left: `calc((100% + ${space}px) * ${column / columns})`,
              width: `calc((100% + ${space}px) / ${columns} - ${space}px)`,
              transform: `translateY(${row.start - offset}px)`,
            }}
          >
            {props.children(item)}
          </li>
        )),
      )}
    </ul>
  );
}

function layoutFor(width: number, textHeight: number) {
  const small = width < narrow.below;
  const space = small ? narrow.gap : gap;
  const card = small ? narrow.card : widestCard;
  const columns = Math.max(2, Math.floor((width + space) / (card + space)));
  return { columns, space, rowHeight: (width + space) / columns - space + textHeight + space };
}

const placeholders = Array.from({ length: 12 }, (_, i) => `card-${i}`);

/** The grid before its cards are there. */
export function CardGridSkeleton({ children }: { children: ReactNode }) {
  return (
    <div
      aria-hidden
      className="grid grid-cols-2 gap-4 sm:grid-cols-[repeat(auto-fill,minmax(176px,1fr))] sm:gap-6"
    >
      {placeholders.map((key) => (
        <div key={key}>{children}</div>
      ))}
    </div>
  );
}
