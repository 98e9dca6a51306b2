import type { ShownMedia } from '@madrigal/contract';
import { Minus, Plus } from 'lucide-react';
import { useImperativeHandle, useRef } from 'react';
import { formatNumber } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { cn } from '../../../ui/cn.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { nameOf } from '../media.ts';
import { Picture } from '../picture.tsx';
import { type LightboxCommands, onDark } from './commands.ts';
import { useZoom } from './use-zoom.ts';

const stepFactor = 1.5;

interface PhotoStageProps {
  item: ShownMedia;
  commands: LightboxCommands;
}

/** One photo as large as the window, to look into. */
export function PhotoStage({ item, commands }: PhotoStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const swipes = { onSwipe: commands.leaf, onSwipeDown: commands.close };
  const { zoom, step, reset, handlers } = useZoom(stage, swipes);
  const zoomIn = () => step(stepFactor);
  const zoomOut = () => step(1 / stepFactor);
  useImperativeHandle(commands.stage, () => ({ zoomIn, zoomOut, reset }));
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
