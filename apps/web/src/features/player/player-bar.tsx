import type { Song } from '@madrigal/contract';
import { ChevronUp, MoonStar, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { artistsOf } from '../songs/words.ts';
import {
  NextButton,
  PlayButton,
  PreviousButton,
  RepeatButton,
  ShuffleButton,
  Volume,
} from './controls.tsx';
import { NowPlaying, PanelButtons } from './now-playing.tsx';
import { QueueSheet } from './queue-sheet.tsx';
import { SeekBar } from './seek-bar.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { usePanel, useShortcuts } from './shortcuts.ts';
import { useCurrentSong, usePlayer } from './store.ts';

/** The player at the bottom of every page. */
export function PlayerBar() {
  const song = useCurrentSong();
  const queueOpen = usePanel((state) => state.panel === 'queue');
  useShortcuts();
  return (
    <section
      aria-label={t('player.region')}
      className={cn(
        'relative overflow-hidden rounded-2xl border border-line bg-glass shadow-float backdrop-blur-2xl backdrop-saturate-150',
        !song && 'max-lg:hidden',
      )}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 p-2 pr-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,2.6fr)_auto] lg:gap-5 lg:px-4 lg:py-3">
        <Current song={song} onOpen={openPlaying} />
        <div className="flex items-center gap-1 lg:gap-4">
          <div className="flex items-center gap-1">
            <span className="flex items-center gap-1 max-lg:hidden">
              <ShuffleButton />
              <PreviousButton />
            </span>
            <PlayButton />
            <NextButton />
            <span className="max-lg:hidden">
              <RepeatButton />
            </span>
          </div>
          <div className="grow max-lg:hidden">
            <SeekBar />
          </div>
        </div>
        <div className="flex items-center justify-end max-lg:hidden">
          <span className="w-28 max-xl:hidden">
            <Volume />
          </span>
          <span className="w-2" />
          <PanelButtons disabled={!song} />
          <SettingsButton />
          <IconButton label={t('player.open')} disabled={!song} onClick={openPlaying}>
            <ChevronUp />
          </IconButton>
        </div>
      </div>
      <PhoneProgress />
      {song ? <NowPlaying song={song} /> : null}
      <QueueSheet open={queueOpen} onClose={() => usePanel.setState({ panel: null })} />
      <ShortcutHelp />
    </section>
  );
}

function openPlaying(): void {
  usePanel.setState({ panel: 'playing' });
}

function SettingsButton() {
  const [open, setOpen] = useState(false);
  const sleeps = usePlayer((state) => state.sleep !== null);
  return (
    <>
      <IconButton
        label={t('player.settings')}
        onClick={() => setOpen(true)}
        className={cn(sleeps && 'text-accent-ink')}
      >
        {sleeps ? <MoonStar /> : <SlidersHorizontal />}
      </IconButton>
      <SettingsSheet open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function Current({ song, onOpen }: { song: Song | null; onOpen: () => void }) {
  const retrying = usePlayer((state) => state.retrying);
  if (!song) {
    return (
      <div className="flex items-center gap-3.5">
        <div className="size-12 rounded-lg bg-hover lg:size-14" />
        <p className="text-ink-faint text-sm">{t('player.idle')}</p>
      </div>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex min-w-0 items-center gap-3.5 rounded-lg text-left"
    >
      <Cover
        url={song.coverUrl}
        seed={song.album.id}
        eager
        className="size-12 shadow-cover lg:size-14"
      />
      <span className="min-w-0">
        <span className="sr-only">{t('player.open')}: </span>
        <span className="block truncate font-semibold text-sm">{song.title}</span>
        <span className="block truncate text-[13px] text-ink-soft">
          {retrying ? t('player.retrying') : artistsOf(song)}
        </span>
      </span>
    </button>
  );
}

function PhoneProgress() {
  const share = usePlayer(({ positionMs, durationMs }) =>
    durationMs > 0 ? positionMs / durationMs : 0,
  );
  return (
    <div aria-hidden className="absolute inset-x-3 bottom-0 h-[2px] bg-pressed lg:hidden">
      <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
    </div>
  );
}
