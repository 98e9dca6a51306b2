import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { NextButton, PlayButton, PreviousButton } from '../player/controls.tsx';
import { SeekBar } from '../player/seek-bar.tsx';
import { useCurrentSong } from '../player/store.ts';
import { artistsOf } from '../songs/words.ts';

/** The player for visitors: what plays, and no more than they can use. */
export function GuestBar() {
  const song = useCurrentSong();
  if (!song) return null;
  return (
    <section
      aria-label={t('player.region')}
      className="fixed inset-x-2.5 bottom-3 z-30 mx-auto max-w-4xl animate-rise rounded-2xl border border-line bg-glass p-2.5 pr-4 shadow-float backdrop-blur-2xl backdrop-saturate-150"
    >
      <div className="flex items-center gap-3">
        <Cover url={song.coverUrl} seed={song.album.id} eager className="size-12 shadow-cover" />
        <div className="min-w-0 grow">
          <p className="truncate font-semibold text-sm">{song.title}</p>
          <p className="truncate text-[13px] text-ink-soft">{artistsOf(song)}</p>
        </div>
        <PreviousButton />
        <PlayButton />
        <NextButton />
      </div>
      <SeekBar plain />
    </section>
  );
}
