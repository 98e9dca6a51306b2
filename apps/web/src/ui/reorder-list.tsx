import { useVirtualizer } from '@tanstack/react-virtual';
import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { cn } from './cn.ts';
import { rangeWith, useKeptFocus } from './kept-focus.ts';
import { useOffsetIn } from './use-offset.ts';

interface ReorderListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** Of every row, in pixels. */
  rowHeight: number;
  /** What scrolls the list. */
  scroller: HTMLElement | null;
  /** The row without its handle. */
  children: (item: T, index: number) => ReactNode;
  /** Null for a list whose order cannot be changed. */
  onMove: ((from: number, to: number) => void) | null;
  /** Name of the handle of a row. */
  handleLabel: (item: T) => string;
  /** What screen readers hear after a move; both count from one. */
  movedText: (place: number, of: number) => string;
  onNearEnd?: () => void;
}

interface Drag {
  from: number;
  /** Pointer and scroll position when it began, in pixels. */
  startY: number;
  startScroll: number;
  /** How far it was dragged. */
  by: number;
}

/** From the edge of what scrolls, in pixels: dragging there scrolls on. */
const edge = 56;
const nearEnd = 20;

/**
 * A list in an order that one changes by dragging the handles, or with the arrow keys on them.
 * Only the rows in view are drawn.
 */
export function ReorderList<T>(props: ReorderListProps<T>) {
  const { items, keyOf, rowHeight, scroller, onMove, onNearEnd } = props;
  const body = useRef<HTMLOListElement>(null);
  const offset = useOffsetIn(scroller, body);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const { focused, ...focusEvents } = useKeptFocus();
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    scrollMargin: offset,
    overscan: 6,
    getItemKey: (index) => keyOf(items[index] as T),
    rangeExtractor: (range) => rangeWith(range, [focused, drag?.from ?? null]),
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1)?.index ?? 0;
      if (onNearEnd && last >= items.length - nearEnd) onNearEnd();
    },
  });
  const target = drag ? placeOf(drag, rowHeight, items.length) : -1;

  const moveTo = (from: number, to: number) => {
    if (to === from || to < 0 || to >= items.length) return;
    onMove?.(from, to);
    setSaid(props.movedText(to + 1, items.length));
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(index, to);
    const key = String(keyOf(items[index] as T));
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-handle="${key}"]`)?.focus(),
    );
  };
  const startDrag = (event: PointerEvent, from: number) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    setDrag({ from, startY: event.clientY, startScroll: scroller?.scrollTop ?? 0, by: 0 });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag || !scroller) return;
    const box = scroller.getBoundingClientRect();
    if (event.clientY < box.top + edge) scroller.scrollBy(0, -8);
    if (event.clientY > box.bottom - edge) scroller.scrollBy(0, 8);
    setDrag({ ...drag, by: event.clientY - drag.startY + scroller.scrollTop - drag.startScroll });
  };
  const endDrag = () => {
    if (drag) moveTo(drag.from, target);
    setDrag(null);
  };

  return (
    <>
      <ol
        ref={body}
        aria-label={props.label}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
        {...focusEvents}
      >
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index] as T;
          const dragged = drag?.from === row.index;
          const y = row.start - offset + (dragged ? drag.by : shiftOf(row.index, drag, target));
          return (
            <li
              key={row.key}
              data-row={row.index}
              aria-posinset={row.index + 1}
              aria-setsize={items.length}
              className={cn(
                'group absolute inset-x-0 top-0 flex items-center',
                drag && !dragged && 'transition-transform duration-150',
                dragged && 'z-10 rounded-xl bg-raised shadow-float',
              )}
              style={{
                height: rowHeight,
                transform: `translateY(${y}px)`,
              }}
            >
              {onMove ? (
                <button
                  type="button"
                  data-handle={row.key}
                  aria-label={props.handleLabel(item)}
                  onKeyDown={(event) => onKeyDown(event, row.index)}
                  onPointerDown={(event) => startDrag(event, row.index)}
                  onPointerMove={onPointerMove}
                  onPointerUp={endDrag}
                  onPointerCancel={() => setDrag(null)}
                  className="grid h-full w-7 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-ink-faint hover:text-ink active:cursor-grabbing md:opacity-50 md:focus-visible:opacity-100 md:group-hover:opacity-100"
                >
                  <GripVertical aria-hidden className="size-4" />
                </button>
              ) : null}
              {props.children(item, row.index)}
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );

  /** Rows between the old and the new place make room. */
  function shiftOf(index: number, moving: Drag | null, to: number): number {
    if (!moving) return 0;
    if (moving.from < index && index <= to) return -rowHeight;
    return to <= index && index < moving.from ? rowHeight : 0;
  }
}

function placeOf({ from, by }: Drag, rowHeight: number, count: number): number {
  return Math.min(count - 1, Math.max(0, from + Math.round(by / rowHeight)));
}
