import type { Song } from '@madrigal/contract';
import { ChevronDown } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { focusContent } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { artistsOf } from '../songs/words.ts';
import { NextButton, PlayButton, PreviousButton, Volume } from './controls.tsx';
import { player } from './player.ts';
import { SeekBar } from './seek-bar.tsx';
import { usePlayer } from './store.ts';

interface NowPlayingProps {
  song: Song;
  open: boolean;
  onClose: () => void;
}

/** The song that plays, over the whole window. */
export function NowPlaying({ song, open, onClose }: NowPlayingProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusContent}
          className="fixed inset-0 z-50 animate-sheet overflow-y-auto bg-canvas outline-none"
        >
          <Ambience song={song} />
          <Dialog.Title className="sr-only">{t('songs.nowPlaying')}</Dialog.Title>
          <div className="relative mx-auto flex min-h-full max-w-6xl flex-col px-6 pt-4 pb-8 sm:px-10">
            <Dialog.Close asChild>
              <IconButton label={t('player.close')} size="lg" className="-ml-3 text-ink">
                <ChevronDown />
              </IconButton>
            </Dialog.Close>
            <div className="grid grow content-center items-center gap-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,360px)] lg:gap-16">
              <Stage song={song} />
              <UpNext />
            </div>
          </div>
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
        <h2 className="line-clamp-2 text-2xl sm:text-3xl">{song.title}</h2>
        <p className="mt-1 truncate text-ink-soft sm:text-lg">
          {artistsOf(song)} · {song.album.title}
        </p>
      </div>
      <div className="mt-3">
        <SeekBar tall />
      </div>
      <div className="mt-4 flex items-center justify-center gap-6">
        <PreviousButton size="lg" />
        <PlayButton size="xl" />
        <NextButton size="lg" />
      </div>
      <div className="mt-5 flex justify-center max-lg:hidden">
        <Volume />
      </div>
    </div>
  );
}

const shownNext = 8;

function UpNext() {
  const queue = usePlayer((state) => state.queue);
  const more = usePlayer((state) => state.queue.index + 1);
  const next = queue.songs.slice(more, more + shownNext);
  return (
    <section aria-labelledby="up-next" className="min-w-0">
      <h3 id="up-next" className="mb-3 px-2 text-lg">
        {t('player.upNext')}
      </h3>
      {next.length === 0 ? (
        <p className="px-2 text-ink-soft text-sm">{t('player.nothingNext')}</p>
      ) : null}
      <ol className="flex flex-col">
        {next.map((song, i) => (
          <li key={song.id}>
            <button
              type="button"
              onClick={() => player.jumpTo(more + i)}
              className="flex w-full items-center gap-3.5 rounded-xl p-2 text-left transition-colors hover:bg-hover"
            >
              <Cover url={song.coverUrl} seed={song.album.id} className="size-12" />
              <span className="min-w-0">
                <span className="sr-only">{t('player.play')} </span>
                <span className="block truncate font-medium text-sm">{song.title}</span>
                <span className="block truncate text-[13px] text-ink-soft">{artistsOf(song)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
