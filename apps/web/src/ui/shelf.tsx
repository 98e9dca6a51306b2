import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';

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
  const id = useId();
  if (items?.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mb-10">
      <div className="mb-4 flex items-baseline justify-between gap-4">
        <h2 id={id} className="text-xl">
          {title}
        </h2>
        {more ? (
          <Link
            to={more.to}
            className="rounded-lg font-semibold text-[13px] text-accent-ink underline-offset-4 hover:underline"
          >
            {more.label}
          </Link>
        ) : null}
      </div>
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
    </section>
  );
}
