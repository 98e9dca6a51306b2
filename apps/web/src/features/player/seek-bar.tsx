import { useQuery } from '@tanstack/react-query';
import { Slider } from 'radix-ui';
import { type KeyboardEvent, useState } from 'react';
import { formatClock, spokenDuration } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { songQuery, waveformQuery } from '../songs/queries.ts';
import { player } from './player.ts';
import { useCurrentSong, usePlayer } from './store.ts';
import { Wave } from './wave.tsx';

const keyStepMs = 5000;

/** Where the song is, and the means to go elsewhere in it; `plain` without its waveform. */
export function SeekBar({ tall, plain }: { tall?: boolean; plain?: boolean }) {
  const song = useCurrentSong();
  const positionMs = usePlayer((state) => state.positionMs);
  const durationMs = usePlayer((state) => state.durationMs);
  const bufferedMs = usePlayer((state) => state.bufferedMs);
  const [dragged, setDragged] = useState<number | null>(null);
  const peaks = usePeaks(plain ? null : (song?.id ?? null));

  const shown = Math.min(dragged ?? positionMs, durationMs);
  const share = durationMs > 0 ? shown / durationMs : 0;
  const buffered = durationMs > 0 ? bufferedMs / durationMs : 0;
  return (
    <div className={cn('flex w-full items-center gap-3', tall && 'flex-wrap gap-y-1')}>
      <Clock ms={shown} className={tall ? 'order-2' : 'w-11 text-right'} />
      <Slider.Root
        value={[Math.round(shown)]}
        max={Math.max(1, Math.round(durationMs))}
        step={100}
        disabled={!song}
        onKeyDown={onKey}
        onValueChange={([value]) => value !== undefined && setDragged(value)}
        onValueCommit={([value]) => {
          if (value !== undefined) player.seek(value);
          setDragged(null);
        }}
        className={cn(
          'group relative flex grow touch-none items-center',
          tall ? 'order-1 h-20 basis-full' : 'h-9',
        )}
      >
        <Slider.Track className="relative size-full">
          {peaks ? (
            <Wave peaks={peaks} played={share} buffered={buffered} />
          ) : (
            <Line share={share} buffered={buffered} />
          )}
        </Slider.Track>
        <Slider.Thumb
          aria-label={t('player.seek')}
          aria-valuetext={t('player.seekValue', {
            position: spokenDuration(shown),
            duration: spokenDuration(durationMs),
          })}
          className={cn(
            'block w-[3px] rounded-full bg-ink opacity-0 transition-opacity',
            'focus-visible:opacity-100 group-hover:opacity-100',
            tall ? 'h-20' : 'h-9',
          )}
        />
      </Slider.Root>
      <Clock ms={durationMs} className={tall ? 'order-3 ml-auto' : 'w-11'} />
    </div>
  );
}

function onKey(event: KeyboardEvent): void {
  const by = { ArrowLeft: -keyStepMs, ArrowRight: keyStepMs }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  player.skip(by);
}

function usePeaks(songId: string | null): readonly number[] | undefined {
  const details = useQuery({ ...songQuery(songId ?? ''), enabled: songId !== null });
  return useQuery(waveformQuery(songId ?? '', details.data?.waveformUrl)).data;
}

function Clock({ ms, className }: { ms: number; className?: string | undefined }) {
  return (
    <span className={cn('nums shrink-0 text-ink-faint text-xs', className)}>{formatClock(ms)}</span>
  );
}

function Line({ share, buffered }: { share: number; buffered: number }) {
  const part = 'absolute inset-y-0 left-0 rounded-full';
  return (
    <div className="absolute inset-x-0 inset-y-0 my-auto h-1 overflow-hidden rounded-full bg-pressed">
      <div className={cn(part, 'bg-line-strong/60')} style={{ width: `${buffered * 100}%` }} />
      <div className={cn(part, 'bg-accent')} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
