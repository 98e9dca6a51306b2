import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** The space that the content of a page has. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('mx-auto max-w-[1400px] px-5 pt-6 pb-10 sm:px-10 lg:pt-10', className)}>
      {children}
    </div>
  );
}

/** The title of a page and what can be done with all of it. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-8 flex flex-wrap items-center gap-4">
      <h1 className="grow text-4xl sm:text-5xl">{title}</h1>
      {children}
    </header>
  );
}
