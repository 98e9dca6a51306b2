import type { Song } from '@madrigal/contract';
import { Pause, Play } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { player } from '../player/player.ts';
import { newestAlbums, usePlayingState, useSongList } from './use-song-list.ts';
import { artistsOf } from './words.ts';

const shown = 12;
const row =
  'no-scrollbar relative -mx-5 flex snap-x scroll-px-5 gap-5 overflow-x-auto px-5 pt-1 pb-2 sm:-mx-10 sm:scroll-px-10 sm:px-10';
const card = 'w-36 shrink-0 snap-start sm:w-44';

/** The newest covers, large, to play from with one click. */
export function RecentCovers() {
  const { query, songs, playFrom } = useSongList('added');
  const recent = newestAlbums(songs, shown);
  if (!query.isPending && recent.length < 2) return null;
  return (
    <section aria-labelledby="recent" className="mb-10">
      <h2 id="recent" className="mb-4 text-xl">
        {t('songs.recent')}
      </h2>
      <ul className={row}>
        {query.isPending
          ? ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => <CardSkeleton key={key} />)
          : recent.map(({ song, coverUrl }) => (
              <Card
                key={song.id}
                song={song}
                coverUrl={coverUrl}
                onPlay={() => playFrom(songs.indexOf(song))}
              />
            ))}
      </ul>
    </section>
  );
}

interface CardProps {
  song: Song;
  coverUrl: string | null;
  onPlay: () => void;
}

function Card({ song, coverUrl, onPlay }: CardProps) {
  const state = usePlayingState(song.id);
  const playing = state === 'playing';
  const Icon = playing ? Pause : Play;
  return (
    <li className={card}>
      <button
        type="button"
        onClick={state === 'none' ? onPlay : player.toggle}
        className="group relative block w-full rounded-2xl text-left"
      >
        <span className="relative block">
          <Cover
            url={coverUrl}
            seed={song.album.id}
            className="w-full rounded-2xl shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
          />
          <span
            className={cn(
              'absolute right-3 bottom-3 grid size-11 place-items-center rounded-full bg-accent text-on-accent shadow-float transition duration-200',
              state === 'none' &&
                'translate-y-1.5 opacity-0 group-focus-visible:translate-y-0 group-focus-visible:opacity-100 group-hover:translate-y-0 group-hover:opacity-100',
            )}
          >
            <Icon aria-hidden fill="currentColor" className={cn('size-5', !playing && 'ml-0.5')} />
          </span>
        </span>
        <span className="sr-only">{t(playing ? 'player.pause' : 'player.play')} </span>
        <span className="mt-3 block truncate font-semibold text-sm">{song.album.title}</span>
        <span className="mt-0.5 block truncate text-[13px] text-ink-soft">{artistsOf(song)}</span>
      </button>
    </li>
  );
}

function CardSkeleton() {
  return (
    <li aria-hidden className={card}>
      <Skeleton className="aspect-square w-full rounded-2xl" />
      <Skeleton className="mt-3 h-3.5 w-3/4" />
      <Skeleton className="mt-2 h-3 w-1/2" />
    </li>
  );
}
