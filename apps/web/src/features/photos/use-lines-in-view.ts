import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type GridLine, lineAt, startsOf } from './sections.ts';

/** Lines drawn above and below those in view. */
const around = 4;

interface View {
  first: number;
  last: number;
  /** First line in view. */
  top: number;
  /** How far the grid is scrolled, and how high what scrolls is, in pixels. */
  scrolled: number;
  height: number;
}

interface Seen {
  key: string;
  section: string;
  /** From the top of the view, in pixels. */
  y: number;
}

/**
 * Which lines of a grid are in view. When the lines change, those that were in view stay where they
 * were, whatever happens above them.
 */
export function useLinesInView<T>(
  scroller: HTMLElement | null,
  offset: number,
  lines: readonly GridLine<T>[],
) {
  const starts = useMemo(() => startsOf(lines), [lines]);
  const latest = useRef({ lines, starts, offset });
  const seen = useRef<readonly Seen[]>([]);
  const before = useRef({ lines, starts });
  const [view, setView] = useState<View>({ first: 0, last: 0, top: 0, scrolled: 0, height: 0 });
  latest.current = { lines, starts, offset };

  const look = useCallback(() => {
    if (!scroller) return;
    const now = latest.current;
    const scrolled = scroller.scrollTop - now.offset;
    const height = scroller.clientHeight;
    const top = lineAt(now.starts, scrolled);
    const bottom = lineAt(now.starts, scrolled + height);
    seen.current =
      scrolled <= 0
        ? []
        : now.lines.slice(top, bottom + 1).map(({ key, section }, n) => {
            return { key, section, y: (now.starts[top + n] ?? 0) - scrolled };
          });
    const first = Math.max(0, top - around);
    const last = Math.min(now.lines.length - 1, bottom + around);
    setView((old) =>
      old.first === first && old.last === last && old.scrolled === scrolled && old.height === height
        ? old
        : { first, last, top, scrolled, height },
    );
  }, [scroller]);

  useLayoutEffect(() => {
    if (!scroller) return;
    scroller.addEventListener('scroll', look, { passive: true });
    const resize = new ResizeObserver(look);
    resize.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      resize.disconnect();
    };
  }, [scroller, look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew whenever lines change
  useLayoutEffect(() => {
    const place = placeAfter(seen.current, before.current, { lines, starts });
    before.current = { lines, starts };
    if (place !== null && scroller) scroller.scrollTop = offset + place;
    look();
  }, [lines, offset, look]);

  const scrollTo = useCallback(
    (place: number) => {
      if (scroller) scroller.scrollTop = latest.current.offset + Math.max(1, place);
    },
    [scroller],
  );
  return { ...view, starts, scrollTo };
}

interface Placed {
  lines: readonly GridLine<unknown>[];
  starts: readonly number[];
}

/** How far to be scrolled so that what was in view still is; null where nothing was. */
function placeAfter(seen: readonly Seen[], before: Placed, after: Placed): number | null {
  if (before.lines === after.lines) return null;
  const at = new Map(after.lines.map(({ key }, index) => [key, index]));
  const kept = seen.find(({ key }) => at.has(key));
  if (kept) return (after.starts[at.get(kept.key) ?? 0] ?? 0) - kept.y;
  const [first] = seen;
  if (!first) return null;
  // All of it was a gap that is loaded by now, or the other way round: as far down in it as before.
  const [old, now] = [boundsOf(before, first.section), boundsOf(after, first.section)];
  if (!old || !now) return null;
  const line = before.lines.findIndex(({ key }) => key === first.key);
  const scrolled = (before.starts[line] ?? 0) - first.y;
  const share = (scrolled - old.start) / Math.max(1, old.end - old.start);
  return now.start + share * (now.end - now.start);
}

function boundsOf({ lines, starts }: Placed, section: string) {
  const first = lines.findIndex((line) => line.section === section);
  if (first < 0) return null;
  const last = lines.findLastIndex((line) => line.section === section);
  return { start: starts[first] ?? 0, end: starts[last + 1] ?? 0 };
}
