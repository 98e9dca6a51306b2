import type { MediaItem } from '@madrigal/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { GripVertical, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { useScroller } from '../../ui/scroller.tsx';
import { useOffsetIn } from '../../ui/use-offset.ts';
import { useWidth } from '../../ui/use-width.ts';
import { nameOf } from '../photos/media.ts';
import { Picture } from '../photos/picture.tsx';

interface ArrangeGridProps {
  items: readonly MediaItem[];
  onNearEnd: () => void;
  onMove: (from: number, to: number) => void;
}

const gap = 8;
const tile = { phone: 108, desk: 152, phoneBelow: 640 };
const fetchAheadRows = 4;
/** From the edge of what scrolls, in pixels: dragging there scrolls on. */
const edge = 64;

interface Drag {
  from: number;
  to: number;
}

/** The items of an album in squares, which one drags, or moves with the arrow keys, to their places. */
export function ArrangeGrid({ items, onNearEnd, onMove }: ArrangeGridProps) {
  const scroller = useScroller();
  const body = useRef<HTMLOListElement>(null);
  const width = useWidth(body);
  const offset = useOffsetIn(scroller, body);
  const wanted = width < tile.phoneBelow ? tile.phone : tile.desk;
  const columns = Math.max(2, Math.floor((width + gap) / (wanted + gap)));
  const pitch = (width + gap) / columns;
  const rows = width === 0 ? 0 : Math.ceil(items.length / columns);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller,
    estimateSize: () => pitch,
    scrollMargin: offset,
    overscan: 3,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the width changes
  useEffect(() => virtual.measure(), [virtual, pitch]);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows > 0 && last >= rows - fetchAheadRows) onNearEnd();
  }, [rows, last, onNearEnd]);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || to === from) return;
    onMove(from, to);
    setSaid(t('list.moved', { place: to + 1, of: items.length }));
  };
  const onKeyDown = (event: KeyboardEvent, from: number) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    const step = steps[event.key as keyof typeof steps];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.min(items.length - 1, Math.max(0, from + step));
    move(from, to);
    virtual.scrollToIndex(Math.floor(to / columns), { align: 'auto' });
    const id = items[from]?.id;
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-item="${id}"]`)?.focus(),
    );
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag || !body.current || !scroller) return;
    const view = scroller.getBoundingClientRect();
    if (event.clientY < view.top + edge) scroller.scrollBy(0, -12);
    if (event.clientY > view.bottom - edge) scroller.scrollBy(0, 12);
    const box = body.current.getBoundingClientRect();
    const column = within(Math.floor((event.clientX - box.left) / pitch), columns);
    const row = within(Math.floor((event.clientY - box.top) / pitch), rows);
    setDrag({ ...drag, to: within(row * columns + column, items.length) });
  };
  const drop = () => {
    if (drag) move(drag.from, drag.to);
    setDrag(null);
  };
  const shown = drag ? moved(items, drag) : items;
  const first = (drawn[0]?.index ?? 0) * columns;
  return (
    <>
      <ol
        ref={body}
        aria-label={t('photoAlbums.arrange')}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.slice(first, (last + 1) * columns).map((item, n) => {
          const place = first + n;
          return (
            <li
              key={item.id}
              aria-posinset={place + 1}
              aria-setsize={items.length}
              className="absolute top-0 left-0 transition-transform duration-150 motion-reduce:transition-none"
              style={{
                width: pitch - gap,
                height: pitch - gap,
                transform: `translate(${(place % columns) * pitch}px, ${Math.floor(place / columns) * pitch}px)`,
              }}
            >
              <button
                type="button"
                data-item={item.id}
                aria-label={t('photoAlbums.arrange.item', {
                  title: nameOf(item),
                  place: place + 1,
                  of: items.length,
                })}
                onKeyDown={(event) => onKeyDown(event, place)}
                onPointerDown={(event) => {
                  if (event.button !== 0 || !startsDrag(event)) return;
                  event.currentTarget.focus();
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ from: place, to: place });
                }}
                onPointerMove={onPointerMove}
                onPointerUp={drop}
                onPointerCancel={() => setDrag(null)}
                className={cn(
                  'relative block size-full cursor-grab select-none overflow-hidden rounded-xl bg-sunken active:cursor-grabbing',
                  drag &&
                    items[drag.from]?.id === item.id &&
                    'z-10 shadow-float ring-3 ring-accent',
                )}
              >
                <Picture item={item} alt="" sizes={`${Math.ceil(pitch)}px`} fit="cover" />
                <span
                  aria-hidden
                  data-grip
                  className="nums absolute top-1.5 left-1.5 flex h-6 touch-none items-center max-sm:h-9 max-sm:px-2 gap-0.5 rounded-full bg-black/65 pr-2 pl-1 font-semibold text-white text-xs"
                >
                  <GripVertical className="size-3.5 opacity-80" />
                  {place + 1}
                </span>
                {item.kind === 'video' ? (
                  <Play
                    aria-hidden
                    className="absolute right-2 bottom-2 size-5 fill-white text-white drop-shadow"
                  />
                ) : null}
              </button>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Fingers scroll the page with the tiles, and drag by their grips. */
function startsDrag({ pointerType, target }: PointerEvent): boolean {
  return pointerType === 'mouse' || (target as Element).closest('[data-grip]') !== null;
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}

function moved(items: readonly MediaItem[], { from, to }: Drag): readonly MediaItem[] {
  const item = items[from];
  return item && from !== to ? items.toSpliced(from, 1).toSpliced(to, 0, item) : items;
}
