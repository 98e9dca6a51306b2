import {
  Pause,
  Play,
  Repeat,
  Repeat1,
  Shuffle,
  SkipBack,
  SkipForward,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { player } from './player.ts';
import { nextIndex, type Repeat as RepeatMode } from './queue.ts';
import { isOn, usePlayer } from './store.ts';

export function PlayButton({ size = 'md' }: { size?: 'sm' | 'md' | 'lg' | 'xl' }) {
  const on = usePlayer(isOn);
  const loading = usePlayer((state) => state.status === 'loading');
  const idle = usePlayer((state) => state.status === 'idle');
  const icon = on ? <Pause fill="currentColor" /> : <Play fill="currentColor" className="ml-0.5" />;
  return (
    <IconButton
      label={on ? t('player.pause') : t('player.play')}
      variant="solid"
      size={size}
      disabled={idle}
      onClick={player.toggle}
    >
      {loading ? <Spinner /> : icon}
    </IconButton>
  );
}

export function PreviousButton({ size = 'md' }: { size?: 'md' | 'lg' }) {
  const idle = usePlayer((state) => state.status === 'idle');
  return (
    <IconButton
      label={t('player.previous')}
      size={size}
      disabled={idle}
      onClick={player.previous}
      className="text-ink"
    >
      <SkipBack fill="currentColor" />
    </IconButton>
  );
}

export function NextButton({ size = 'md' }: { size?: 'md' | 'lg' }) {
  const last = usePlayer(({ queue, repeat }) => nextIndex(queue, repeat) === null);
  return (
    <IconButton
      label={t('player.next')}
      size={size}
      disabled={last}
      onClick={player.next}
      className="text-ink"
    >
      <SkipForward fill="currentColor" />
    </IconButton>
  );
}

/** A switch that is on shows it by its colour and a dot. */
const switchedOn =
  'text-accent-ink hover:text-accent-ink after:absolute after:bottom-1 after:size-1 after:rounded-full after:bg-current';

export function ShuffleButton() {
  const on = usePlayer((state) => state.shuffle);
  return (
    <IconButton
      label={t('player.shuffle')}
      size="sm"
      aria-pressed={on}
      onClick={player.toggleShuffle}
      className={cn('relative', on && switchedOn)}
    >
      <Shuffle />
    </IconButton>
  );
}

const afterRepeat: Record<RepeatMode, RepeatMode> = { off: 'all', all: 'one', one: 'off' };

export function RepeatButton() {
  const repeat = usePlayer((state) => state.repeat);
  return (
    <IconButton
      label={t(`player.repeat.${repeat}`)}
      size="sm"
      onClick={() => player.setRepeat(afterRepeat[repeat])}
      className={cn('relative', repeat !== 'off' && switchedOn)}
    >
      {repeat === 'one' ? <Repeat1 /> : <Repeat />}
    </IconButton>
  );
}

export function Volume() {
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  const silent = muted || volume === 0;
  const Icon = silent ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex w-full max-w-36 items-center gap-1">
      <IconButton
        label={muted ? t('player.unmute') : t('player.mute')}
        size="sm"
        onClick={player.toggleMute}
      >
        <Icon />
      </IconButton>
      <Slider
        label={t('player.volume')}
        value={muted ? 0 : Math.round(volume * 100)}
        onChange={(value) => player.setVolume(value / 100)}
      />
    </div>
  );
}
