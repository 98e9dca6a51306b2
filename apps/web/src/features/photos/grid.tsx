import type { ShownMedia } from '@madrigal/contract';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { useScroller } from '../../ui/scroller.tsx';
import { useOffsetIn } from '../../ui/use-offset.ts';
import { useWidth } from '../../ui/use-width.ts';
import { type LayoutOptions, type Line, neighbourOf } from './layout.ts';
import { MonthScrubber } from './month-scrubber.tsx';
import { type Entry, type GridLine, type GridSection, layOutSections } from './sections.ts';
import { useLinesInView } from './use-lines-in-view.ts';

/** The heading of a day or month, with what stands below it. */
export type Heading<T> = Extract<Line<Entry<T>>, { kind: 'heading' }>;

interface MediaGridProps<T extends ShownMedia> {
  sections: readonly GridSection<T>[];
  by: LayoutOptions['by'];
  /** Told which sections are in view or near it. */
  onSee?: ((keys: readonly string[]) => void) | undefined;
  /** Told that the end is near. */
  onNearEnd?: (() => void) | undefined;
  /** One item; its button has `data-media` with the place, so that keys find it. */
  tile: (item: T, index: number, width: number) => ReactNode;
  heading?: (heading: Heading<T>) => ReactNode;
  /** Stays at the top while lines scroll by; given when the first line in view was taken, in ms. */
  sticky?: ((wallClock: number | null) => ReactNode) | undefined;
  /** Shows a bar that leads to every section, which are months. */
  scrubber?: boolean;
  /** Told that an arrow key led from one place to another. */
  onStep?: (from: number, to: number, event: KeyboardEvent) => void;
  /** Other keys, with the place of the item in focus; answers whether it used them. */
  onKey?: (event: KeyboardEvent, place: number | null) => boolean;
}

const phone = { below: 640, rowHeight: 118 };
const rowHeight = 210;
const headingHeight = 52;
const gap = 4;
/** Lines before the end at which the next page is fetched. */
const fetchAhead = 6;

/** Photos and videos in rows of the width of the page, of which only those in view are drawn. */
export function MediaGrid<T extends ShownMedia>(props: MediaGridProps<T>) {
  const { sections, by, onSee, onNearEnd, tile, heading, sticky, scrubber = false } = props;
  const body = useRef<HTMLDivElement>(null);
  const scroller = useScroller();
  const width = useWidth(body);
  const offset = useOffsetIn(scroller, body);
  const lines = useMemo(() => {
    const height = width < phone.below ? phone.rowHeight : rowHeight;
    return layOutSections(sections, { width, rowHeight: height, headingHeight, gap, by });
  }, [sections, width, by]);
  const view = useLinesInView(scroller, offset, lines);
  const { first, last, top, starts } = view;
  const drawn = lines.slice(first, last + 1);
  const focusOn = useFocusOn(body, scroller, lines, (line) => offset + (starts[line] ?? 0));
  useEffect(() => {
    if (lines.length > 0 && last >= lines.length - fetchAhead) onNearEnd?.();
  }, [lines.length, last, onNearEnd]);
  const near = [...new Set(drawn.map(({ section }) => section))].join(' ');
  useEffect(() => {
    if (near) onSee?.(near.split(' '));
  }, [near, onSee]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const place = placeOf(event);
    if (props.onKey?.(event, place)) return event.preventDefault();
    if (place === null || event.ctrlKey || event.metaKey) return;
    const next = neighbourOf(rowsOf(lines), place, event.key);
    if (next !== null || event.key.startsWith('Arrow')) event.preventDefault();
    if (next === null) return;
    props.onStep?.(place, next, event);
    focusOn(next);
  };
  const total = starts.at(-1) ?? 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside
    <div ref={body} onKeyDown={onKeyDown}>
      {sticky?.(view.scrolled <= 0 ? null : (lines[top]?.wallClock ?? null))}
      {scrubber ? <MonthScrubber {...{ lines, starts, total }} view={view} /> : null}
      <div className="relative" style={{ height: total }}>
        {drawn.map((line, n) => (
          <div
            key={line.key}
            className="absolute inset-x-0 top-0"
            style={{ height: line.height, transform: `translateY(${starts[first + n]}px)` }}
          >
            {line.kind === 'heading' ? heading?.(line) : null}
            {line.kind === 'row' ? <Row line={line} tile={tile} /> : null}
            {line.kind === 'gap' ? <Gap /> : null}
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowProps<T> {
  line: Extract<Line<Entry<T>>, { kind: 'row' }>;
  tile: (item: T, index: number, width: number) => ReactNode;
}

function Row<T>({ line, tile }: RowProps<T>) {
  return line.tiles.map(({ item: { id, item }, index, left, width }) => (
    <div key={id} className="absolute top-0" style={{ left, width, height: line.height - gap }}>
      {tile(item, index, width)}
    </div>
  ));
}

/** Where photos will be. */
function Gap() {
  return (
    <div
      aria-hidden
      className="size-full pt-[52px] pb-1 [background:repeating-linear-gradient(to_bottom,var(--color-sunken)_0_114px,transparent_114px_118px)] [background-clip:content-box] [background-origin:content-box] sm:[background:repeating-linear-gradient(to_bottom,var(--color-sunken)_0_206px,transparent_206px_210px)] sm:[background-clip:content-box] sm:[background-origin:content-box]"
    />
  );
}

function placeOf({ target }: KeyboardEvent): number | null {
  const place = (target as HTMLElement).dataset.media;
  return place === undefined ? null : Number(place);
}

function rowsOf<T>(lines: readonly GridLine<T>[]) {
  return lines.filter((line) => line.kind === 'row');
}

/** Puts the focus on a tile, which may have to be scrolled to and drawn first. */
function useFocusOn<T>(
  body: RefObject<HTMLDivElement | null>,
  scroller: HTMLElement | null,
  lines: readonly GridLine<T>[],
  startOf: (line: number) => number,
) {
  const wanted = useRef<number | null>(null);
  const focus = () => {
    if (wanted.current === null) return;
    const tile = body.current?.querySelector<HTMLElement>(`[data-media="${wanted.current}"]`);
    if (!tile) return;
    wanted.current = null;
    tile.focus({ preventScroll: true });
  };
  useLayoutEffect(focus);
  return (place: number) => {
    const index = lines.findIndex(
      (each) => each.kind === 'row' && each.tiles.some((tile) => tile.index === place),
    );
    const line = lines[index];
    wanted.current = place;
    if (line && scroller) showLine(scroller, startOf(index), line.height);
    focus();
  };
}

/** Room that stays free above and below a line that is scrolled to, for headings and the player. */
const margin = { above: 60, below: 170 };

function showLine(scroller: HTMLElement, start: number, height: number): void {
  const { scrollTop, clientHeight } = scroller;
  if (start - margin.above < scrollTop) scroller.scrollTop = start - margin.above;
  const end = start + height + margin.below;
  if (end > scrollTop + clientHeight) scroller.scrollTop = end - clientHeight;
}
