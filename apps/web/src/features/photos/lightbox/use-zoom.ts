import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { closeUp, keepInside, type Point, whole, type Zoom, zoomAt } from './zoom.ts';

interface Swipes {
  onSwipe: (direction: 1 | -1) => void;
  onSwipeDown: () => void;
}

/** As far as a finger has to move for a swipe, in pixels. */
const swipePx = 60;
const wheelStep = 0.0022;
/** Two taps within this time are one double tap. */
const doubleTapMs = 300;

interface Gesture {
  pointers: Map<number, Point>;
  start: Point;
  moved: boolean;
  /** Distance of two fingers when they touched, in pixels. */
  spread: number;
  before: Zoom;
  lastTap: number;
  /** What began the last gesture. */
  pointerType: string;
}

/** Zoom by wheel, pinch and double click, pan by drag, and swipes while the picture is whole. */
export function useZoom(stage: RefObject<HTMLElement | null>, swipes: Swipes) {
  const [zoom, setZoom] = useState(whole);
  const current = useRef(whole);
  const gesture = useRef<Gesture>({
    ...{ pointers: new Map(), start: { x: 0, y: 0 }, moved: false, spread: 0 },
    ...{ before: whole, lastTap: 0, pointerType: '' },
  });
  const change = (next: Zoom) => {
    const box = stage.current?.getBoundingClientRect();
    current.current = box ? keepInside(next, box) : next;
    setZoom(current.current);
  };
  const latest = useRef(change);
  latest.current = change;
  useWheel(stage, (at, delta) => {
    const { scale } = current.current;
    latest.current(zoomAt(current.current, at, scale * Math.exp(-delta * wheelStep)));
  });
  const toggleAt = (at: Point) =>
    change(current.current.scale > 1 ? whole : zoomAt(whole, at, closeUp));
  const step = (factor: number) =>
    change(zoomAt(current.current, { x: 0, y: 0 }, current.current.scale * factor));
  const handlers = pointerHandlers(stage, gesture.current, { current, change, toggleAt, swipes });
  // A mouse has the double click of its system, however fast that is.
  const onDoubleClick = (event: MouseEvent) => {
    if (stage.current && gesture.current.pointerType === 'mouse') {
      toggleAt(fromMiddle(stage.current, event));
    }
  };
  return { zoom, step, reset: () => change(whole), handlers: { ...handlers, onDoubleClick } };
}

/** Not React's handler, which may not keep the page from scrolling. */
function useWheel(stage: RefObject<HTMLElement | null>, onWheel: (at: Point, by: number) => void) {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const element = stage.current;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      if (element) latest.current(fromMiddle(element, event), event.deltaY);
    };
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, [stage]);
}

interface Means {
  current: { current: Zoom };
  change: (zoom: Zoom) => void;
  toggleAt: (at: Point) => void;
  swipes: Swipes;
}

function pointerHandlers(stage: RefObject<HTMLElement | null>, gesture: Gesture, means: Means) {
  const { current, change, toggleAt, swipes } = means;
  const begin = () => {
    gesture.before = current.current;
    gesture.start = middleOf(gesture.pointers);
    gesture.spread = spreadOf(gesture.pointers);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (gesture.pointers.size === 0) gesture.moved = false;
      gesture.pointerType = event.pointerType;
      gesture.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      begin();
    },
    onPointerMove: (event: PointerEvent) => {
      if (!gesture.pointers.has(event.pointerId) || !stage.current) return;
      gesture.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const middle = middleOf(gesture.pointers);
      const by = { x: middle.x - gesture.start.x, y: middle.y - gesture.start.y };
      if (Math.hypot(by.x, by.y) > 6) gesture.moved = true;
      const { before } = gesture;
      if (gesture.pointers.size > 1) {
        gesture.moved = true;
        const at = fromMiddle(stage.current, {
          clientX: gesture.start.x,
          clientY: gesture.start.y,
        });
        const scale = (before.scale * spreadOf(gesture.pointers)) / Math.max(1, gesture.spread);
        const next = zoomAt(before, at, scale);
        change(next.scale === 1 ? whole : { ...next, x: next.x + by.x, y: next.y + by.y });
      } else if (before.scale > 1) {
        change({ ...before, x: before.x + by.x, y: before.y + by.y });
      }
    },
    onPointerUp: (event: PointerEvent) => {
      if (!gesture.pointers.has(event.pointerId)) return;
      const wasOne = gesture.pointers.size === 1;
      const by = { x: event.clientX - gesture.start.x, y: event.clientY - gesture.start.y };
      gesture.pointers.delete(event.pointerId);
      begin();
      if (!wasOne || !stage.current) return;
      if (event.pointerType === 'mouse') return;
      if (!gesture.moved) {
        if (isDoubleTap(gesture, event)) toggleAt(fromMiddle(stage.current, event));
      } else if (current.current.scale === 1) swipe(by, swipes);
    },
    onPointerCancel: (event: PointerEvent) => {
      gesture.pointers.delete(event.pointerId);
      begin();
    },
  };
}

function isDoubleTap(gesture: Gesture, { timeStamp }: PointerEvent): boolean {
  const isDouble = timeStamp - gesture.lastTap < doubleTapMs;
  gesture.lastTap = isDouble ? 0 : timeStamp;
  return isDouble;
}

function swipe(by: Point, { onSwipe, onSwipeDown }: Swipes): void {
  const across = Math.abs(by.x) > Math.abs(by.y);
  if (across && Math.abs(by.x) > swipePx) onSwipe(by.x < 0 ? 1 : -1);
  if (!across && by.y > swipePx * 1.5) onSwipeDown();
}

function fromMiddle(element: Element, { clientX, clientY }: { clientX: number; clientY: number }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

function middleOf(pointers: ReadonlyMap<number, Point>): Point {
  const all = [...pointers.values()];
  const sum = all.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  const count = Math.max(1, all.length);
  return { x: sum.x / count, y: sum.y / count };
}

function spreadOf(pointers: ReadonlyMap<number, Point>): number {
  const [one, other] = [...pointers.values()];
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}
