import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { rangeWith, useKeptFocus } from './kept-focus.ts';
import { useScroller } from './scroller.tsx';
import { useOffsetIn } from './use-offset.ts';

interface VirtualListProps<T> {
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string | number;
  /** In pixels. */
  heightOf: (row: T) => number;
  children: (row: T, index: number) => ReactNode;
  hasMore?: boolean;
  onNearEnd?: () => void;
}

/** Rows before the end at which more are asked for. */
const nearEnd = 20;

/** A list that may be very long, of which only the rows in view are drawn. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { rows, keyOf, heightOf, hasMore, onNearEnd } = props;
  const scroller = useScroller();
  const body = useRef<HTMLOListElement>(null);
  const offset = useOffsetIn(scroller, body);
  const { focused, ...focusEvents } = useKeptFocus();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => heightOf(rows[index] as T),
    scrollMargin: offset,
    overscan: 6,
    getItemKey: (index) => keyOf(rows[index] as T),
    rangeExtractor: (range) => rangeWith(range, [focused]),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - nearEnd) onNearEnd?.();
  }, [hasMore, last, rows.length, onNearEnd]);
  return (
    <ol
      ref={body}
      aria-label={props.label}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
      {...focusEvents}
    >
      {items.map((item) => (
        <li
          key={item.key}
          data-row={item.index}
          aria-posinset={item.index + 1}
          aria-setsize={hasMore ? -1 : rows.length}
          className="absolute inset-x-0 top-0 flex"
          style={{ height: item.size, transform: `translateY(${item.start - offset}px)` }}
        >
          {props.children(rows[item.index] as T, item.index)}
        </li>
      ))}
    </ol>
  );
}
