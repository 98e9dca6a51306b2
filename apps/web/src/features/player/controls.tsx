import { Pause, Play, SkipBack, SkipForward, Volume1, Volume2, VolumeX } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { player } from './player.ts';
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
  const last = usePlayer(({ queue }) => queue.index + 1 >= queue.songs.length);
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

export function Volume() {
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  const silent = muted || volume === 0;
  const Icon = silent ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex w-36 items-center gap-1">
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
