import type { Song } from '@madrigal/contract';
import { EyeOff, Pause, Play } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { Heart } from '../favourites/heart.tsx';
import { KeptMark } from '../kept/keep-items.tsx';
import { player } from '../player/player.ts';
import { PlayingBars } from '../player/playing-bars.tsx';
import { AlbumLink, ArtistLinks } from './artist-links.tsx';
import { SongMenu } from './song-menu.tsx';
import { usePlayingState } from './use-song-list.ts';

interface TrackRowProps {
  song: Song;
  onPlay: () => void;
  /** Shown in front; with one there is no cover. */
  number?: number;
  /** Also names the album. */
  withAlbum?: boolean;
  /** When it was played, for instance. */
  note?: ReactNode;
  /** Further items of its menu. */
  menu?: ReactNode;
}

/** A song in a short list. A double click on it plays it, on a touch screen a tap. */
export function TrackRow({ song, onPlay, number, withAlbum, note, menu }: TrackRowProps) {
  const state = usePlayingState(song.id);
  const play = () => (state === 'none' ? onPlay() : player.toggle());
  const onClick = (event: MouseEvent) => {
    const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch';
    if (touch && !(event.target as Element).closest('button, a, [role="menu"]')) play();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the play button inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      onDoubleClick={play}
      onClick={onClick}
      className={cn(
        'group flex h-15 min-w-0 grow select-none items-center gap-3.5 rounded-xl px-2 hover:bg-hover',
        state !== 'none' && 'bg-accent-wash/60 hover:bg-accent-wash',
      )}
    >
      <Lead song={song} state={state} number={number} onPlay={play} />
      <div className="min-w-0 flex-[5]">
        <p
          className={cn('truncate font-medium text-[15px]', state !== 'none' && 'text-accent-ink')}
        >
          {song.title} <KeptMark songId={song.id} />
          {song.state === 'draft' ? <DraftMark /> : null}
        </p>
        <p className="truncate text-[13px] text-ink-soft">
          <ArtistLinks song={song} />
        </p>
      </div>
      {withAlbum ? (
        <p className="hidden min-w-0 flex-[3] truncate text-ink-soft text-sm md:block">
          <AlbumLink song={song} />
        </p>
      ) : null}
      {note ? (
        <p className="nums w-20 shrink-0 text-right text-[13px] text-ink-faint max-sm:hidden">
          {note}
        </p>
      ) : null}
      <span className="flex shrink-0 items-center">
        <Heart kind="song" id={song.id} title={song.title} quiet />
        <span className="nums w-13 text-right text-ink-faint text-sm max-sm:hidden">
          {formatClock(song.durationMs)}
        </span>
        <SongMenu song={song} onPlay={play}>
          {menu}
        </SongMenu>
      </span>
    </div>
  );
}

interface LeadProps {
  song: Song;
  state: 'none' | 'paused' | 'playing';
  number: number | undefined;
  onPlay: () => void;
}

/** The number or the cover, which turns into a play button. */
function Lead({ song, state, number, onPlay }: LeadProps) {
  const playing = state === 'playing';
  const Icon = playing ? Pause : Play;
  return (
    <span
      className={cn(
        'relative grid shrink-0 place-items-center',
        number === undefined ? 'size-11' : 'size-9',
      )}
    >
      {number === undefined ? (
        <Cover url={song.coverUrl} seed={song.album.id} className="size-11" />
      ) : (
        <span
          aria-hidden
          className="nums text-ink-faint text-sm group-focus-within:opacity-0 group-hover:opacity-0"
        >
          {state === 'none' ? number : <PlayingBars moving={playing} />}
        </span>
      )}
      <button
        type="button"
        onClick={onPlay}
        aria-label={t(playing ? 'songs.pause' : 'songs.play', { title: song.title })}
        className={cn(
          'absolute inset-0 grid place-items-center rounded-lg opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100',
          number === undefined && 'bg-black/55 text-white',
          number === undefined && state !== 'none' && 'opacity-100',
        )}
      >
        <Icon aria-hidden fill="currentColor" className="size-4" />
      </button>
    </span>
  );
}

function DraftMark() {
  return (
    <EyeOff
      role="img"
      aria-label={t('editing.draft')}
      className="inline size-3.5 shrink-0 text-ink-faint"
    />
  );
}
