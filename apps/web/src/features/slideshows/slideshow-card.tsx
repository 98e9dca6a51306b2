import type { Slideshow } from '@madrigal/contract';
import { Ban, CircleAlert, Film, Play } from 'lucide-react';
import { Link } from 'react-router';
import { formatAdded, formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { isUnfinished } from './queries.ts';
import { RenderProgress, statusText } from './status.tsx';

/** A slideshow in the list: its poster, or how far it is. */
export function SlideshowCard({ slideshow }: { slideshow: Slideshow }) {
  const { id, name, video, createdAt } = slideshow;
  return (
    <Link to={`/slideshows/${id}`} className="group block rounded-2xl">
      <span className="relative block aspect-video overflow-hidden rounded-2xl bg-sunken shadow-cover">
        {video ? <Poster url={video.posterUrl} durationMs={video.durationMs} /> : null}
        {video ? null : <Placeholder slideshow={slideshow} />}
      </span>
      <span className="mt-3 block truncate font-semibold text-[15px]">{name}</span>
      <span className="mt-0.5 block truncate text-[13px] text-ink-soft">
        {isUnfinished(slideshow) ? null : `${statusText(slideshow)} · ${formatAdded(createdAt)}`}
      </span>
      {isUnfinished(slideshow) ? <RenderProgress slideshow={slideshow} /> : null}
    </Link>
  );
}

function Poster({ url, durationMs }: { url: string; durationMs: number }) {
  return (
    <>
      <img
        src={url}
        alt=""
        loading="lazy"
        className="size-full object-cover transition-transform duration-500 group-hover:scale-[1.03]"
      />
      <span className="absolute inset-0 grid place-items-center bg-black/0 transition-colors group-hover:bg-black/25">
        <span className="grid size-14 scale-90 place-items-center rounded-full bg-black/55 text-white opacity-0 backdrop-blur transition group-hover:scale-100 group-hover:opacity-100 group-focus-visible:opacity-100">
          <Play aria-hidden className="ml-0.5 size-6 fill-current" />
        </span>
      </span>
      <span className="absolute right-2.5 bottom-2.5 rounded-md bg-black/70 px-1.5 py-0.5 font-medium text-white text-xs tabular-nums">
        {formatClock(durationMs)}
      </span>
    </>
  );
}

function Placeholder({ slideshow }: { slideshow: Slideshow }) {
  const { state } = slideshow;
  const Icon = state === 'failed' ? CircleAlert : state === 'cancelled' ? Ban : Film;
  return (
    <span
      className={cn(
        'grid size-full place-items-center bg-accent-wash text-accent-ink',
        state === 'failed' && 'bg-danger-wash text-danger',
        state === 'cancelled' && 'bg-hover text-ink-faint',
      )}
    >
      <Icon aria-hidden className={cn('size-10', isUnfinished(slideshow) && 'animate-pulse')} />
      <span className="sr-only">{t('slideshow.watch', { name: slideshow.name })}</span>
    </span>
  );
}
