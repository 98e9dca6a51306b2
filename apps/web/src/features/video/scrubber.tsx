import { Slider } from 'radix-ui';
import { type PointerEvent, useState } from 'react';
import { formatClock, spokenDuration } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { type StoryboardTile, tileAt } from './storyboard.ts';

interface ScrubberProps {
  positionMs: number;
  durationMs: number;
  bufferedMs: number;
  tiles: readonly StoryboardTile[];
  onSeek: (ms: number) => void;
}

/** Where the video is, and what it shows elsewhere. */
export function Scrubber({ positionMs, durationMs, bufferedMs, tiles, onSeek }: ScrubberProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const length = Math.max(1, durationMs);
  const shown = Math.min(length, dragged ?? positionMs);
  const look = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setHovered(Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))) * length);
  };
  const peeked = dragged ?? hovered;
  return (
    <div className="relative" onPointerMove={look} onPointerLeave={() => setHovered(null)}>
      {peeked === null ? null : <Peek ms={peeked} share={peeked / length} tiles={tiles} />}
      <Slider.Root
        value={[Math.round(shown)]}
        max={Math.round(length)}
        step={100}
        onValueChange={([value]) => value !== undefined && setDragged(value)}
        onValueCommit={([value]) => {
          if (value !== undefined) onSeek(value);
          setDragged(null);
        }}
        className="group relative flex h-6 touch-none items-center"
      >
        <Slider.Track className="relative h-1 grow overflow-hidden rounded-full bg-white/30 transition-[height] group-hover:h-1.5">
          <div
            className="absolute inset-y-0 left-0 bg-white/35"
            style={{ width: `${(Math.min(length, bufferedMs) / length) * 100}%` }}
          />
          <Slider.Range className="absolute h-full bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={t('video.seek')}
          aria-valuetext={t('video.seekValue', {
            position: spokenDuration(shown),
            duration: spokenDuration(durationMs),
          })}
          className="block size-3.5 rounded-full bg-white opacity-0 shadow transition-opacity focus-visible:opacity-100 group-hover:opacity-100"
        />
      </Slider.Root>
    </div>
  );
}

interface PeekProps {
  ms: number;
  /** 0 to 1 of the bar. */
  share: number;
  tiles: readonly StoryboardTile[];
}

/** The picture and time above the bar; never wider than it. */
function Peek({ ms, share, tiles }: PeekProps) {
  const tile = tileAt(tiles, ms);
  const half = (tile?.width ?? 48) / 2 + 4;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute bottom-full z-10 mb-2 flex -translate-x-1/2 flex-col items-center gap-1"
      style={{ left: `clamp(${half}px, ${share * 100}%, calc(100% - ${half}px))` }}
    >
      {tile ? (
        <div
          className="rounded-md shadow-float ring-1 ring-white/40"
          style={{
            width: tile.width,
            height: tile.height,
            backgroundImage: `url("${tile.url}")`,
            backgroundPosition: `-${tile.x}px -${tile.y}px`,
          }}
        />
      ) : null}
      <span className="nums rounded bg-black/75 px-1.5 py-0.5 text-white text-xs">
        {formatClock(ms)}
      </span>
    </div>
  );
}
