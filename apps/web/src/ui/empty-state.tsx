import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** The first heading of its page, or one below it. */
  heading?: 'h1' | 'h2' | 'h3';
  text?: string;
  /** What one can do about it. */
  children?: ReactNode;
  className?: string;
}

export function EmptyState(props: EmptyStateProps) {
  const { icon, title, heading: Heading = 'h2', text, children, className } = props;
  return (
    <div
      className={cn(
        'mx-auto flex max-w-md flex-col items-center px-5 py-16 text-center',
        className,
      )}
    >
      <div className="mb-7 grid size-20 place-items-center rounded-[1.75rem] bg-accent-wash text-accent-ink [&_svg]:size-9">
        {icon}
      </div>
      <Heading className="text-2xl">{title}</Heading>
      {text ? <p className="mt-2.5 text-pretty text-ink-soft leading-relaxed">{text}</p> : null}
      {children ? <div className="mt-7 flex flex-wrap justify-center gap-3">{children}</div> : null}
    </div>
  );
}
