import { slideshowLimits } from '@madrigal/contract';
import { GripVertical, Scissors, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { formatClock } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { cn } from '../../../ui/cn.ts';
import type { DraftPhoto } from './draft.ts';

interface StoryboardProps {
  photos: readonly DraftPhoto[];
  onMove: (from: number, to: number) => void;
  onRemove: (key: string) => void;
  onCaption: (key: string, caption: string) => void;
  /** Somebody wants to choose which part of a video is shown. */
  onClip: (key: string) => void;
}

/** The photos in their order, which one changes by dragging, or with the arrow keys on the handles. */
export function Storyboard({ photos, onMove, onRemove, onCaption, onClip }: StoryboardProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const move = (from: number, to: number) => {
    if (to < 0 || to >= photos.length || to === from) return;
    onMove(from, to);
    setSaid(t('studio.moved', { place: to + 1, count: photos.length }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(index, index + step);
    const handle = event.currentTarget;
    requestAnimationFrame(() => handle.focus());
  };
  const onPointerMove = (event: PointerEvent) => {
    if (dragged === null) return;
    const below = document.elementFromPoint(event.clientX, event.clientY);
    const place = below?.closest<HTMLElement>('[data-place]')?.dataset.place;
    const from = photos.findIndex(({ key }) => key === dragged);
    if (place !== undefined && from >= 0) move(from, Number(place));
  };
  const drop = () => setDragged(null);
  return (
    <>
      <ol
        aria-label={t('studio.photos')}
        className="grid grid-cols-2 gap-3 sm:grid-cols-3 2xl:grid-cols-4"
      >
        {photos.map((each, index) => (
          <li
            key={each.key}
            data-place={index}
            className={cn(
              'group relative overflow-hidden rounded-2xl bg-surface ring-1 ring-line transition-shadow',
              dragged === each.key && 'z-10 shadow-float ring-2 ring-accent',
            )}
          >
            <button
              type="button"
              aria-label={t('studio.photo', { place: index + 1, count: photos.length })}
              onKeyDown={(event) => onKeyDown(event, index)}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                setDragged(each.key);
              }}
              onPointerMove={onPointerMove}
              onPointerUp={drop}
              onPointerCancel={drop}
              className="relative block aspect-[4/3] w-full cursor-grab touch-none overflow-hidden -outline-offset-2 active:cursor-grabbing"
            >
              <img
                src={each.photo.thumbUrl}
                alt=""
                draggable={false}
                className="size-full object-cover"
              />
              <span className="absolute top-2 left-2 flex h-6 items-center gap-0.5 rounded-full bg-black/65 pr-2 pl-1 font-semibold text-white text-xs tabular-nums">
                <GripVertical aria-hidden className="size-3.5 opacity-80" />
                {index + 1}
              </span>
            </button>
            {each.clip ? (
              <button
                type="button"
                onClick={() => onClip(each.key)}
                className="absolute right-2 bottom-12 flex h-8 items-center gap-1.5 rounded-full bg-black/65 px-3 font-semibold text-white text-xs tabular-nums hover:bg-black/80"
              >
                <Scissors aria-hidden className="size-3.5" />
                <span className="sr-only">{t('clip.open', { place: index + 1 })}: </span>
                {formatClock(each.clip.startMs)}–
                {formatClock(each.clip.startMs + each.clip.lengthMs)}
              </button>
            ) : null}
            <button
              type="button"
              aria-label={t('studio.remove', { place: index + 1 })}
              onClick={() => onRemove(each.key)}
              className="absolute top-1.5 right-1.5 grid size-8 place-items-center rounded-full bg-black/65 text-white hover:bg-black/80"
            >
              <X aria-hidden className="size-4" />
            </button>
            <input
              aria-label={t('studio.caption', { place: index + 1 })}
              placeholder={t('studio.caption.placeholder')}
              value={each.caption}
              maxLength={slideshowLimits.captionChars}
              onChange={(event) => onCaption(each.key, event.target.value)}
              className="h-10 w-full bg-transparent px-3 text-[13px] -outline-offset-2 placeholder:text-ink-faint"
            />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
