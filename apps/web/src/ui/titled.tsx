import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';

interface TitledProps {
  title: string;
  /** Where there is more of it. */
  more?: { to: string; label: string } | undefined;
  children: ReactNode;
}

/** A part of a page below a heading of its own. */
export function Titled({ title, more, children }: TitledProps) {
  const id = useId();
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
      {children}
    </section>
  );
}
