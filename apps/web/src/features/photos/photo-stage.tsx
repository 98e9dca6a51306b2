import type { MediaItem } from '@madrigal/contract';
import { Minus, Plus } from 'lucide-react';
import { type RefObject, useImperativeHandle, useRef } from 'react';
import { formatNumber } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { nameOf } from './media.ts';
import { Picture } from './picture.tsx';
import { useZoom } from './use-zoom.ts';

const stepFactor = 1.5;

/** What keys of the lightbox do to the photo. */
export interface StageCommands {
  zoomIn: () => void;
  zoomOut: () => void;
  reset: () => void;
}

interface PhotoStageProps {
  item: MediaItem;
  commands: RefObject<StageCommands | null>;
  onSwipe: (direction: 1 | -1) => void;
  onSwipeDown: () => void;
}

/** One photo as large as the window, to look into. */
export function PhotoStage({ item, commands, onSwipe, onSwipeDown }: PhotoStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const { zoom, step, reset, handlers } = useZoom(stage, { onSwipe, onSwipeDown });
  const zoomIn = () => step(stepFactor);
  const zoomOut = () => step(1 / stepFactor);
  useImperativeHandle(commands, () => ({ zoomIn, zoomOut, reset }));
  const zoomed = zoom.scale > 1;
  const percent = `${formatNumber(zoom.scale * 100)} %`;
  return (
    <div className="relative size-full overflow-hidden">
      <div
        ref={stage}
        data-zoom={zoom.scale.toFixed(2)}
        {...handlers}
        className={cn(
          'size-full touch-none select-none',
          zoomed ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in',
        )}
      >
        <div
          className="size-full"
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        >
          <Picture
            item={item}
            alt={nameOf(item)}
            sizes={zoomed ? '2560px' : '100vw'}
            fit="contain"
            eager
          />
        </div>
      </div>
      <div className="absolute bottom-4 left-1/2 flex -translate-x-1/2 items-center gap-1 rounded-full bg-black/60 px-1.5 text-white backdrop-blur max-sm:hidden">
        <IconButton label={t('photos.zoomOut')} className={onDark} onClick={zoomOut}>
          <Minus />
        </IconButton>
        <button
          type="button"
          aria-label={`${percent}, ${t('photos.zoomReset')}`}
          onClick={reset}
          className="nums w-14 text-center font-medium text-xs"
        >
          {percent}
        </button>
        <IconButton label={t('photos.zoomIn')} className={onDark} onClick={zoomIn}>
          <Plus />
        </IconButton>
      </div>
    </div>
  );
}

const onDark = 'text-white/85 hover:bg-white/15 hover:text-white';
