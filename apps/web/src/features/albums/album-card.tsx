import type { Album } from '@madrigal/contract';
import { Play } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { playAlbum } from './play-album.ts';

/** Height of the words below the cover, in pixels. */
export const albumTextHeight = 62;

/** An album as its cover, to open, or to play at once. */
export function AlbumCard({ album, withYear }: { album: Album; withYear?: boolean }) {
  const by = withYear && album.year ? String(album.year) : album.artist.name;
  return (
    <div className="group relative">
      <Link to={`/albums/${album.id}`} className="block rounded-2xl">
        <Cover
          url={album.coverUrl}
          seed={album.id}
          className="w-full rounded-2xl shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
        />
        <span className="mt-3 block truncate font-semibold text-sm">{album.title}</span>
        <span className="mt-0.5 block truncate text-[13px] text-ink-soft">{by}</span>
      </Link>
      <div className="pointer-events-none absolute inset-x-0 top-0 aspect-square">
        <button
          type="button"
          aria-label={t('songs.play', { title: album.title })}
          onClick={() => void playAlbum(album.id)}
          className="pointer-events-auto absolute right-3 bottom-3 grid size-11 translate-y-1.5 place-items-center rounded-full bg-accent text-on-accent opacity-0 shadow-float transition duration-200 hover:bg-accent-hover focus-visible:translate-y-0 focus-visible:opacity-100 group-focus-within:translate-y-0 group-focus-within:opacity-100 group-hover:translate-y-0 group-hover:opacity-100"
        >
          <Play aria-hidden fill="currentColor" className="ml-0.5 size-5" />
        </button>
      </div>
    </div>
  );
}

export function CardSkeleton({ round }: { round?: boolean }) {
  return (
    <div aria-hidden>
      <Skeleton className={`aspect-square w-full ${round ? 'rounded-full' : 'rounded-2xl'}`} />
      <Skeleton className="mt-3 h-3.5 w-3/4" />
      <Skeleton className="mt-2 h-3 w-1/2" />
    </div>
  );
}
