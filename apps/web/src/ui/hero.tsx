import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { Cover } from './cover.tsx';

interface HeroProps {
  kind: string;
  title: string;
  coverUrl: string | null;
  seed: string;
  round?: boolean;
  /** Facts below the title. */
  facts: ReactNode;
  /** Buttons for all of it. */
  children: ReactNode;
}

/** What a page is about, large, with the colours of its cover behind. */
export function Hero({ kind, title, coverUrl, seed, round, facts, children }: HeroProps) {
  return (
    <div className="relative">
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-0 -z-10 h-[28rem] overflow-hidden opacity-35"
      >
        <Cover
          url={coverUrl}
          seed={seed}
          eager
          className="absolute -inset-[20%] aspect-auto rounded-none blur-[80px] saturate-150"
        />
        <div className="absolute inset-0 bg-gradient-to-b from-transparent to-canvas" />
      </div>
      <header className="mx-auto flex max-w-[1400px] flex-col gap-6 px-5 pt-8 pb-8 sm:flex-row sm:items-end sm:gap-9 sm:px-10 lg:pt-14">
        <Cover
          url={coverUrl}
          seed={seed}
          eager
          alt=""
          className={cn(
            'w-44 shadow-cover sm:w-52 lg:w-60',
            round ? 'rounded-full' : 'rounded-3xl',
          )}
        />
        <div className="min-w-0">
          <p className="font-medium text-ink-soft text-sm">{kind}</p>
          <h1 className="mt-1 line-clamp-3 pb-1 text-4xl leading-[1.1] sm:text-5xl sm:leading-[1.1]">
            {title}
          </h1>
          <div className="mt-3 text-ink-soft text-sm">{facts}</div>
          <div className="mt-6 flex flex-wrap items-center gap-2.5">{children}</div>
        </div>
      </header>
    </div>
  );
}
