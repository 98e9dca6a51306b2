import { createContext, type ReactNode, useContext, useState } from 'react';

const ScrollerContext = createContext<HTMLElement | null>(null);

/** The element that scrolls the page, for lists that draw only what is in view. */
export function useScroller(): HTMLElement | null {
  return useContext(ScrollerContext);
}

export function Scroller({ children, className }: { children: ReactNode; className: string }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  return (
    <main id="content" ref={setElement} tabIndex={-1} className={className}>
      <ScrollerContext value={element}>{children}</ScrollerContext>
    </main>
  );
}
