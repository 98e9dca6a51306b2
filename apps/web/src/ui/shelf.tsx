import type { ReactNode } from 'react';
import { Titled } from './titled.tsx';

const row =
  'no-scrollbar relative -mx-5 flex snap-x scroll-px-5 gap-5 overflow-x-auto px-5 pt-1 pb-2 sm:-mx-10 sm:scroll-px-10 sm:px-10';
const placeholders = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

interface ShelfProps<T> {
  title: string;
  /** Where there is more of it. */
  more?: { to: string; label: string };
  /** Undefined while they are on their way. */
  items: readonly T[] | undefined;
  keyOf: (item: T) => string;
  skeleton: ReactNode;
  children: (item: T) => ReactNode;
}

/** A row of cards that scrolls sideways; nothing at all when there are none. */
export function Shelf<T>({ title, more, items, keyOf, skeleton, children }: ShelfProps<T>) {
  if (items?.length === 0) return null;
  return (
    <Titled title={title} more={more}>
      <ul className={row}>
        {items === undefined
          ? placeholders.map((key) => (
              <li key={key} className="w-36 shrink-0 sm:w-44">
                {skeleton}
              </li>
            ))
          : items.map((item) => (
              <li key={keyOf(item)} className="w-36 shrink-0 snap-start sm:w-44">
                {children(item)}
              </li>
            ))}
      </ul>
    </Titled>
  );
}
