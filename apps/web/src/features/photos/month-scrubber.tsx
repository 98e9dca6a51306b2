import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { locale, t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import type { GridLine } from './sections.ts';

interface MonthScrubberProps {
  lines: readonly GridLine<unknown>[];
  starts: readonly number[];
  /** Height of all lines, in pixels. */
  total: number;
  view: { scrolled: number; height: number; scrollTo: (place: number) => void };
}

interface Mark {
  wallClock: number;
  /** Where the month begins, in pixels. */
  start: number;
}

/** Shorter timelines are scrolled through as quickly without. */
const leastScreens = 3;
/** What the player takes away from the height of the page, in pixels. */
const margin = 190;
/** Above and below the bar, in pixels. */
const handleRoom = 9;
/** Between the names of years, in pixels. */
const labelRoom = 22;

const monthName = (wallClock: number, month: 'short' | 'long') =>
  new Intl.DateTimeFormat(locale, { month, year: 'numeric', timeZone: 'UTC' }).format(wallClock);

/** A bar beside the timeline that leads to every month: by pointer, finger or key. */
export function MonthScrubber({ lines, starts, total, view }: MonthScrubberProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  const marks = useMemo(() => marksOf(lines, starts), [lines, starts]);
  const height = Math.max(0, view.height - margin);
  const furthest = Math.max(1, total - view.height);
  const now = Math.max(
    0,
    marks.findLastIndex(({ start }) => start <= view.scrolled + 2),
  );
  const mark = marks[now];
  if (!mark || marks.length < 2 || total < leastScreens * view.height) return null;
  const yOf = (place: number) => Math.min(1, Math.max(0, place / furthest)) * height;
  const goTo = (index: number) => {
    const target = marks[Math.min(marks.length - 1, Math.max(0, index))];
    if (target) view.scrollTo(target.start);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = placeOfKey(event.key, now, marks);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(target);
  };
  const follow = ({ clientY }: PointerEvent) => {
    const top = bar.current?.getBoundingClientRect().top ?? 0;
    view.scrollTo((Math.min(height, Math.max(0, clientY - top)) / Math.max(1, height)) * furthest);
  };
  return (
    <div className="pointer-events-none sticky top-0 z-20 h-0">
      <div
        ref={bar}
        role="slider"
        tabIndex={0}
        aria-label={t('photos.scrubber')}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={marks.length - 1}
        aria-valuenow={now}
        aria-valuetext={monthName(mark.wallClock, 'long')}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          follow(event);
        }}
        onPointerMove={(event) => dragging && follow(event)}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        className="group/scrub absolute top-3 -right-5 w-5 cursor-ns-resize select-none rounded-full sm:pointer-events-auto sm:-right-10 sm:w-10 sm:touch-none"
        style={{ height }}
      >
        <Years marks={marks} yOf={yOf} always={dragging} handle={yOf(view.scrolled)} />
        <span
          className={cn(
            'pointer-events-auto absolute right-0 flex h-9 w-7 -translate-y-1/2 touch-none items-center justify-end sm:pointer-events-none sm:h-0 sm:w-full',
          )}
          style={{ top: yOf(view.scrolled) }}
        >
          <span className="h-9 w-1.5 rounded-l-full bg-accent sm:h-1 sm:w-6 sm:rounded-full" />
          <span
            aria-hidden
            className={cn(
              'absolute right-9 whitespace-nowrap rounded-full bg-raised px-3 py-1 font-semibold text-[13px] opacity-0 shadow-float transition-opacity group-hover/scrub:opacity-100 group-focus-visible/scrub:opacity-100',
              dragging && 'opacity-100',
            )}
          >
            {monthName(mark.wallClock, 'short')}
          </span>
        </span>
      </div>
    </div>
  );
}

interface YearsProps {
  marks: readonly Mark[];
  yOf: (place: number) => number;
  always: boolean;
  /** Where the bar stands, which no name may hide behind. */
  handle: number;
}

/** Dots for months and names for years, as many as there is room for. */
function Years({ marks, yOf, always, handle }: YearsProps) {
  let lastLabel = Number.NEGATIVE_INFINITY;
  let lastYear = Number.NaN;
  return marks.map(({ wallClock, start }) => {
    const year = new Date(wallClock).getUTCFullYear();
    const y = yOf(start);
    const labelled = year !== lastYear && y - lastLabel >= labelRoom;
    lastYear = year;
    if (labelled) lastLabel = y;
    const covered = Math.abs(y - handle) < handleRoom;
    return (
      <span
        key={wallClock}
        aria-hidden
        className={cn(
          'nums absolute right-0.5 -translate-y-1/2 text-[11px] text-ink-faint opacity-0 transition-opacity group-hover/scrub:opacity-100 group-focus-visible/scrub:opacity-100 max-sm:hidden',
          labelled && 'font-semibold sm:opacity-100',
          !labelled && 'right-1.5',
          always && 'opacity-100',
          covered && 'sm:opacity-0 group-hover/scrub:opacity-0 group-focus-visible/scrub:opacity-0',
        )}
        style={{ top: y }}
      >
        {labelled ? year : <span className="block size-1 rounded-full bg-line-strong" />}
      </span>
    );
  });
}

function marksOf(lines: readonly GridLine<unknown>[], starts: readonly number[]): Mark[] {
  const marks: Mark[] = [];
  let last: string | null = null;
  lines.forEach(({ section, wallClock }, index) => {
    if (section === last) return;
    last = section;
    marks.push({ wallClock, start: starts[index] ?? 0 });
  });
  return marks;
}

/** Where a key leads from a month: arrows by months, page keys by years; null for other keys. */
function placeOfKey(key: string, now: number, marks: readonly Mark[]): number | null {
  const year = (index: number) => new Date(marks[index]?.wallClock ?? 0).getUTCFullYear();
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return now + 1;
    case 'ArrowUp':
    case 'ArrowLeft':
      return now - 1;
    case 'PageDown': {
      const next = marks.findIndex((_, index) => index > now && year(index) !== year(now));
      return next < 0 ? marks.length - 1 : next;
    }
    case 'PageUp': {
      const before = marks.findLastIndex((_, index) => index < now && year(index) !== year(now));
      return before < 0 ? 0 : marks.findIndex((_, index) => year(index) === year(before));
    }
    case 'Home':
      return 0;
    case 'End':
      return marks.length - 1;
    default:
      return null;
  }
}
