import type { MediaItem } from '@madrigal/contract';
import { Check, CircleAlert, Globe, ImageOff, Link2, Play } from 'lucide-react';
import { type MouseEvent, memo, useState } from 'react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { fileOf, isWaiting, nameOf, pictureOf } from './media.ts';
import { Picture } from './picture.tsx';
import { spokenName, stateText } from './words.ts';

interface TileProps {
  item: MediaItem;
  index: number;
  width: number;
  selected: boolean;
  /** Whether anything is selected: a click selects then. */
  selecting: boolean;
  onOpen: (item: MediaItem) => void;
  onSelect: (index: number, range: boolean) => void;
}

/** One photo or video of the timeline. */
export const MediaTile = memo(function MediaTile(props: TileProps) {
  const { item, index, width, selected, selecting, onOpen, onSelect } = props;
  const [over, setOver] = useState(false);
  const onClick = (event: MouseEvent) => {
    const wants = selecting || event.shiftKey || event.ctrlKey || event.metaKey;
    if (wants) onSelect(index, event.shiftKey);
    else onOpen(item);
  };
  const name = [
    spokenName(item),
    item.visibility === 'private' ? null : t(`photos.visibility.${item.visibility}`),
    stateText(item),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <div
      className={cn('group relative size-full', selected && 'bg-accent-wash')}
      onPointerEnter={({ pointerType }) => setOver(pointerType === 'mouse')}
      onPointerLeave={() => setOver(false)}
    >
      <button
        type="button"
        data-media={index}
        aria-label={name}
        onClick={onClick}
        className={cn(
          'relative block size-full select-none overflow-hidden bg-sunken transition-transform duration-150 focus-visible:z-10',
          selected && 'scale-[0.9] rounded-xl',
        )}
      >
        <Picture
          key={item.renditions.length}
          item={item}
          alt=""
          sizes={`${Math.ceil(width)}px`}
          fit="cover"
        />
        {over && item.kind === 'video' ? <HoverPreview item={item} /> : null}
      </button>
      <State item={item} />
      <Badges item={item} />
      <button
        type="button"
        aria-pressed={selected}
        aria-label={t('photos.select', { title: nameOf(item) })}
        onClick={(event) => onSelect(index, event.shiftKey)}
        className={cn(
          'absolute top-1.5 left-1.5 z-10 grid size-7 place-items-center rounded-full border-2 border-white bg-black/40 text-white shadow transition-opacity',
          'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100',
          selecting && 'opacity-100',
          selected && 'border-accent bg-accent text-on-accent',
        )}
      >
        {selected ? <Check aria-hidden className="size-4" strokeWidth={3} /> : null}
      </button>
    </div>
  );
});

function HoverPreview({ item }: { item: MediaItem }) {
  const url = fileOf(item, 'preview');
  if (!url || matchMedia('(prefers-reduced-motion: reduce)').matches) return null;
  return (
    <video
      src={url}
      muted
      autoPlay
      loop
      playsInline
      aria-hidden
      className="absolute inset-0 size-full animate-fade object-cover"
    />
  );
}

/** What keeps it from being shown. */
function State({ item }: { item: MediaItem }) {
  const text = stateText(item);
  if (!text) {
    return pictureOf(item).length === 0 ? (
      <ImageOff
        aria-hidden
        className="pointer-events-none absolute inset-0 m-auto size-7 text-ink-faint"
      />
    ) : null;
  }
  const bad = !isWaiting(item);
  return (
    <span
      aria-hidden
      className={cn(
        'pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-2 p-2 text-center text-xs leading-snug',
        bad ? 'bg-danger-wash text-danger' : 'bg-surface/85 text-ink-soft',
      )}
    >
      {bad ? <CircleAlert aria-hidden className="size-6" /> : <Spinner className="size-6" />}
      <span className="line-clamp-3">{text}</span>
    </span>
  );
}

function Badges({ item }: { item: MediaItem }) {
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute right-1.5 bottom-1.5 flex gap-1 font-semibold text-[11px] text-white [&>span]:flex [&>span]:h-5 [&>span]:items-center [&>span]:gap-1 [&>span]:rounded-full [&>span]:bg-black/65 [&>span]:px-1.5 [&_svg]:size-3"
    >
      {item.visibility === 'private' ? null : (
        <span title={t(`photos.visibility.${item.visibility}`)}>
          {item.visibility === 'public' ? <Globe aria-hidden /> : <Link2 aria-hidden />}
        </span>
      )}
      {item.kind === 'video' ? (
        <span className="nums">
          <Play aria-hidden className="fill-current" />
          {item.durationMs === null ? null : formatClock(item.durationMs)}
        </span>
      ) : null}
      {item.animated ? <span>GIF</span> : null}
    </span>
  );
}
