import {
  createContext,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useLocation, useNavigationType } from 'react-router';

const ScrollerContext = createContext<HTMLElement | null>(null);

/** The element that scrolls the page, for lists that draw only what is in view. */
export function useScroller(): HTMLElement | null {
  return useContext(ScrollerContext);
}

export function Scroller({ children, className }: { children: ReactNode; className: string }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useScrollMemory(element);
  return (
    <main id="content" ref={setElement} tabIndex={-1} className={className}>
      <ScrollerContext value={element}>{children}</ScrollerContext>
    </main>
  );
}

/** Where each place of the browser's history was scrolled to, in pixels. */
const places = new Map<string, number>();
/** How long a page that comes back may take to be as high as it was. */
const restoreMs = 2000;

/** A new page begins at its top; going back leads to where one was. */
function useScrollMemory(element: HTMLElement | null): void {
  const { key, pathname } = useLocation();
  const back = useNavigationType() === 'POP';
  const shown = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the path alone begins anew
  useLayoutEffect(() => {
    if (!element) return;
    const isSamePage = shown.current === pathname;
    shown.current = pathname;
    // A filter or an open dialog in the address leaves the page where it is.
    if (isSamePage && !back) return;
    const target = back ? (places.get(key) ?? 0) : 0;
    element.scrollTop = target;
    const until = performance.now() + restoreMs;
    let frame = 0;
    const restore = () => {
      if (element.scrollTop < target && performance.now() < until) {
        element.scrollTop = target;
        frame = requestAnimationFrame(restore);
      }
    };
    restore();
    const stop = () => cancelAnimationFrame(frame);
    for (const name of ['wheel', 'touchstart', 'keydown']) {
      element.addEventListener(name, stop, { passive: true });
    }
    return () => {
      stop();
      for (const name of ['wheel', 'touchstart', 'keydown'])
        element.removeEventListener(name, stop);
    };
  }, [element, pathname, back ? key : '']);
  useLayoutEffect(() => {
    if (!element) return;
    const remember = () => places.set(key, element.scrollTop);
    if (!places.has(key)) remember();
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [element, key]);
}
