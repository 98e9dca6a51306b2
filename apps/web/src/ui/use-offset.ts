import { type RefObject, useLayoutEffect, useState } from 'react';

/** How far below the start of what scrolls an element begins, in pixels. */
export function useOffsetIn(scroller: HTMLElement | null, ref: RefObject<HTMLElement | null>) {
  const [offset, setOffset] = useState(0);
  // After every render: what is above may have come or gone.
  useLayoutEffect(() => {
    if (!ref.current || !scroller) return;
    const top = ref.current.getBoundingClientRect().top;
    setOffset(Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop));
  });
  return offset;
}
