import type { Song } from '@madrigal/contract';
import { ChevronDown, ListMusic, MicVocal, SlidersHorizontal } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { useDialogFocus } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { artistsOf } from '../songs/words.ts';
import {
  NextButton,
  PlayButton,
  PreviousButton,
  RepeatButton,
  ShuffleButton,
  Volume,
} from './controls.tsx';
import { LyricsView } from './lyrics-view.tsx';
import { QueueList } from './queue-list.tsx';
import { SeekBar } from './seek-bar.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { usePanel } from './shortcuts.ts';

const sides = () =>
  [
    { value: 'playing', label: t('player.upNext') },
    { value: 'lyrics', label: t('lyrics.title') },
  ] as const;

/** The song that plays, over the whole window. */
export function NowPlaying({ song }: { song: Song }) {
  const panel = usePanel((state) => state.panel);
  const open = panel === 'playing' || panel === 'lyrics';
  const [settings, setSettings] = useState(false);
  const close = () => usePanel.setState({ panel: null });
  const focus = useDialogFocus(close);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed inset-0 z-50 animate-sheet overflow-y-auto bg-canvas outline-none lg:overflow-hidden"
        >
          <Ambience song={song} />
          <Dialog.Title className="sr-only">{t('songs.nowPlaying')}</Dialog.Title>
          <div className="relative mx-auto flex min-h-full max-w-6xl flex-col px-6 pt-4 pb-8 sm:px-10 lg:h-full">
            <div className="-mx-3 flex items-center justify-between">
              <Dialog.Close asChild>
                <IconButton label={t('player.close')} size="lg" className="text-ink">
                  <ChevronDown />
                </IconButton>
              </Dialog.Close>
              <IconButton
                label={t('player.settings')}
                size="lg"
                className="text-ink"
                onClick={() => setSettings(true)}
              >
                <SlidersHorizontal />
              </IconButton>
            </div>
            <div className="grid min-h-0 grow content-center items-center gap-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)] lg:content-stretch lg:gap-16">
              <Stage song={song} />
              <Aside songId={song.id} lyrics={panel === 'lyrics'} />
            </div>
          </div>
          <SettingsSheet open={settings} onClose={() => setSettings(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The cover's colours, far out of focus. */
function Ambience({ song }: { song: Song }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden opacity-45">
      <Cover
        url={song.coverUrl}
        seed={song.album.id}
        eager
        className="absolute -inset-[20%] aspect-auto rounded-none blur-[90px] saturate-150"
      />
      <div className="absolute inset-0 bg-gradient-to-b from-canvas/40 to-canvas" />
    </div>
  );
}

function Stage({ song }: { song: Song }) {
  return (
    <div className="mx-auto flex w-full max-w-[min(34rem,48dvh)] flex-col">
      <Cover
        url={song.coverUrl}
        seed={song.album.id}
        eager
        alt={song.album.title}
        className="w-full rounded-3xl shadow-cover"
      />
      <div className="mt-7 min-w-0">
        <h2 className="line-clamp-2 pb-0.5 text-2xl leading-tight sm:text-3xl sm:leading-tight">
          {song.title}
        </h2>
        <p className="mt-1 truncate text-ink-soft sm:text-lg">
          {artistsOf(song)} · {song.album.title}
        </p>
      </div>
      <div className="mt-3">
        <SeekBar tall />
      </div>
      <div className="mt-4 flex items-center justify-center gap-5">
        <ShuffleButton />
        <PreviousButton size="lg" />
        <PlayButton size="xl" />
        <NextButton size="lg" />
        <RepeatButton />
      </div>
      <div className="mx-auto mt-5 w-36 max-lg:hidden">
        <Volume />
      </div>
    </div>
  );
}

function Aside({ songId, lyrics }: { songId: string; lyrics: boolean }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  return (
    <div className="flex min-w-0 flex-col max-lg:h-[72dvh] lg:h-[min(46rem,78dvh)]">
      <div>
        <Segmented
          label={t('player.beside')}
          value={lyrics ? 'lyrics' : 'playing'}
          options={sides()}
          onChange={(panel) => usePanel.setState({ panel })}
        />
      </div>
      <div
        ref={setScroller}
        className="no-scrollbar mt-4 min-h-0 grow overflow-y-auto [mask-image:linear-gradient(to_bottom,transparent,black_1rem,black_calc(100%-3rem),transparent)] py-4"
      >
        {lyrics ? <LyricsView songId={songId} /> : <QueueList scroller={scroller} />}
      </div>
    </div>
  );
}

/** Opens the queue or the words of the song. */
export function PanelButtons({ disabled }: { disabled: boolean }) {
  const panel = usePanel((state) => state.panel);
  return (
    <>
      <IconButton
        label={t('lyrics.title')}
        disabled={disabled}
        onClick={() => usePanel.setState({ panel: 'lyrics' })}
      >
        <MicVocal />
      </IconButton>
      <IconButton
        label={t('queue.title')}
        aria-pressed={panel === 'queue'}
        onClick={() => usePanel.setState({ panel: 'queue' })}
      >
        <ListMusic />
      </IconButton>
    </>
  );
}
