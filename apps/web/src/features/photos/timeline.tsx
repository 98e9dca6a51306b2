import type { MediaItem } from '@madrigal/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { locale, t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { useScroller } from '../../ui/scroller.tsx';
import { useOffsetIn } from '../../ui/use-offset.ts';
import { useWidth } from '../../ui/use-width.ts';
import { type LayoutOptions, type Line, layOut, neighbourOf } from './layout.ts';
import { shapeOf, wallClockOf } from './media.ts';
import { MediaTile } from './tile.tsx';
import type { MediaSelection } from './use-media-selection.ts';

interface TimelineProps {
  items: readonly MediaItem[];
  selection: MediaSelection;
  by: LayoutOptions['by'];
  hasMore: boolean;
  onNearEnd: () => void;
  onOpen: (item: MediaItem) => void;
  onDelete: (items: readonly MediaItem[]) => void;
}

interface Entry {
  id: string;
  shape: number;
  wallClock: number;
  item: MediaItem;
}

const phone = { below: 640, rowHeight: 118 };
const rowHeight = 210;
const headingHeight = 52;
const gap = 4;
/** Lines before the end at which the next page is fetched. */
const fetchAhead = 6;

/** Photos and videos by the time they were taken, of which only the rows in view are drawn. */
export function Timeline(props: TimelineProps) {
  const { items, selection, by, hasMore, onNearEnd, onOpen } = props;
  const body = useRef<HTMLDivElement>(null);
  const { lines, virtual, offset } = useLines(body, items, by);
  const focusOn = useFocusOn(body, lines, virtual.scrollToIndex);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lines.length > 0 && last >= lines.length - fetchAhead) onNearEnd();
  }, [hasMore, lines.length, last, onNearEnd]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (pressKey(event, props, lines, focusOn)) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside
    <div ref={body} onKeyDown={onKeyDown}>
      <StickyMonth lines={lines} at={virtual.range?.startIndex ?? 0} />
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div
              key={line.key}
              className="absolute inset-x-0 top-0"
              style={{ height: line.height, transform: `translateY(${start - offset}px)` }}
            >
              {line.kind === 'heading' ? (
                <Heading line={line} by={by} selection={selection} />
              ) : (
                line.tiles.map(({ item: { item }, index: place, left, width }) => (
                  <div
                    key={item.id}
                    className="absolute top-0"
                    style={{ left, width, height: line.height - gap }}
                  >
                    <MediaTile
                      {...{ item, width, onOpen }}
                      index={place}
                      selected={selection.has(item.id)}
                      selecting={selection.items.length > 0}
                      onSelect={selection.select}
                    />
                  </div>
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useLines(
  body: React.RefObject<HTMLDivElement | null>,
  items: readonly MediaItem[],
  by: LayoutOptions['by'],
) {
  const scroller = useScroller();
  const width = useWidth(body);
  const offset = useOffsetIn(scroller, body);
  const lines = useMemo(() => {
    const entries = items.map((item): Entry => {
      return { id: item.id, shape: shapeOf(item), wallClock: wallClockOf(item), item };
    });
    const height = width < phone.below ? phone.rowHeight : rowHeight;
    return layOut(entries, { width, rowHeight: height, headingHeight, gap, by });
  }, [items, width, by]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: (index) => lines[index]?.height ?? 0,
    scrollMargin: offset,
    overscan: 4,
  });
  // Heights follow the layout, which the virtualiser would otherwise remember.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the lines change
  useEffect(() => virtual.measure(), [virtual, lines]);
  return { lines, virtual, offset };
}

/** Puts the focus on a tile, which may have to be scrolled to first. */
function useFocusOn(
  body: React.RefObject<HTMLDivElement | null>,
  lines: readonly Line<Entry>[],
  scrollToLine: (index: number) => void,
) {
  return (place: number) => {
    const line = lines.findIndex(
      (each) => each.kind === 'row' && each.tiles.some(({ index }) => index === place),
    );
    if (line >= 0) scrollToLine(line);
    requestAnimationFrame(() => {
      body.current?.querySelector<HTMLElement>(`[data-media="${place}"]`)?.focus();
    });
  };
}

/** Keys on a tile: arrows, x selects, Delete; Escape and Ctrl+A for all. */
function pressKey(
  event: KeyboardEvent,
  { items, selection, onDelete }: TimelineProps,
  lines: readonly Line<Entry>[],
  focusOn: (index: number) => void,
): boolean {
  const { key } = event;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'a') return false;
    selection.toggleAll(items.map(({ id }) => id));
    return true;
  }
  if (key === 'Escape' && selection.items.length > 0) {
    selection.clear();
    return true;
  }
  const place = (event.target as HTMLElement).dataset.media;
  if (place === undefined) return false;
  const here = Number(place);
  const item = items[here];
  if (key === 'x' || key === 'X') {
    selection.select(here, event.shiftKey);
    return true;
  }
  if (key === 'Delete' && item) {
    onDelete(selection.items.length > 0 ? selection.items : [item]);
    return true;
  }
  const next = neighbourOf(lines, here, key);
  if (next === null) return key.startsWith('Arrow');
  if (event.shiftKey) {
    if (selection.items.length === 0) selection.select(here, false);
    selection.select(next, true);
  }
  focusOn(next);
  return true;
}

const format = (wallClock: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(wallClock);

/** The month in view, which stays while its photos scroll by. */
function StickyMonth({ lines, at }: { lines: readonly Line<Entry>[]; at: number }) {
  const line = lines[at];
  if (!line || at === 0) return <div className="sticky top-0 z-20 h-0" />;
  return (
    <div className="pointer-events-none sticky top-2 z-20 h-0" aria-hidden>
      <p className="inline-block rounded-full bg-glass px-4 py-1.5 font-semibold text-sm shadow-float backdrop-blur-md">
        {format(line.wallClock, { month: 'long', year: 'numeric' })}
      </p>
    </div>
  );
}

interface HeadingProps {
  line: Extract<Line<Entry>, { kind: 'heading' }>;
  by: LayoutOptions['by'];
  selection: MediaSelection;
}

function Heading({ line, by, selection }: HeadingProps) {
  const text =
    by === 'month'
      ? format(line.wallClock, { month: 'long', year: 'numeric' })
      : format(line.wallClock, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const all = line.items.every(({ id }) => selection.has(id));
  return (
    <div className="group flex h-full items-end gap-2 pb-2">
      <h2 className="truncate font-semibold text-[17px]">{text}</h2>
      <button
        type="button"
        aria-pressed={all}
        aria-label={t('photos.selectAllOf', { date: text })}
        onClick={() => selection.toggleAll(line.items.map(({ id }) => id))}
        className={cn(
          'grid size-7 place-items-center rounded-full text-ink-faint hover:text-ink focus-visible:opacity-100 group-hover:opacity-100',
          selection.items.length === 0 && 'opacity-0 [@media(hover:none)]:opacity-100',
          all && 'text-accent-ink opacity-100',
        )}
      >
        <CircleCheck aria-hidden className="size-5" />
      </button>
    </div>
  );
}
