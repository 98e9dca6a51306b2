import { type LucideIcon, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { Cover } from './cover.tsx';

interface HeroProps {
  kind: string;
  title: string;
  coverUrl: string | null;
  /** Covers that stand for it where it has none. */
  mosaic?: readonly string[];
  seed: string;
  icon?: LucideIcon;
  round?: boolean;
  /** Facts below the title. */
  facts: ReactNode;
  /** Lets who may choose another picture. */
  onPicture?: { label: string; choose: () => void } | undefined;
  /** Buttons for all of it. */
  children: ReactNode;
}

/** What a page is about, large, with the colours of its cover behind. */
export function Hero({ kind, title, coverUrl, mosaic, seed, icon, round, ...rest }: HeroProps) {
  const { facts, onPicture, children } = rest;
  const picture = { url: coverUrl, mosaic, seed, icon, eager: true };
  const shape = round ? 'rounded-full' : 'rounded-3xl';
  return (
    <div className="relative">
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-0 -z-10 h-[28rem] overflow-hidden opacity-35"
      >
        <Cover
          {...picture}
          className="absolute -inset-[20%] aspect-auto rounded-none blur-[80px] saturate-150"
        />
        <div className="absolute inset-0 bg-gradient-to-b from-transparent to-canvas" />
      </div>
      <header className="mx-auto flex max-w-[1400px] flex-col gap-6 px-5 pt-8 pb-8 sm:flex-row sm:items-end sm:gap-9 sm:px-10 lg:pt-14">
        <div className="group relative w-44 shrink-0 self-start sm:w-52 sm:self-end lg:w-60">
          <Cover {...picture} className={cn('w-full shadow-cover', shape)} />
          {onPicture ? (
            <button
              type="button"
              aria-label={onPicture.label}
              onClick={onPicture.choose}
              className={cn(
                'absolute inset-0 grid place-items-center text-white transition-opacity pointer-fine:bg-black/50 pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100',
                shape,
              )}
            >
              <Pencil aria-hidden className="size-8 pointer-coarse:hidden" />
              <span className="absolute right-2 bottom-2 grid size-9 place-items-center rounded-full bg-black/55 pointer-fine:hidden">
                <Pencil aria-hidden className="size-4" />
              </span>
            </button>
          ) : null}
        </div>
        <div className="min-w-0">
          <p className="font-medium text-ink-soft text-sm">{kind}</p>
          <h1 className="mt-1 line-clamp-3 pb-1 text-4xl leading-[1.1] sm:text-5xl sm:leading-[1.1]">
            {title}
          </h1>
          <div className="mt-3 text-ink-soft text-sm">{facts}</div>
          <div className="mt-6 flex flex-wrap items-center gap-1 sm:gap-2.5">{children}</div>
        </div>
      </header>
    </div>
  );
}
