import type { Artist } from '@madrigal/contract';
import { UserRound } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';

/** Height of the words below the picture, in pixels. */
export const artistTextHeight = 62;

export function ArtistCard({ artist }: { artist: Artist }) {
  return (
    <Link to={`/artists/${artist.id}`} className="group block rounded-2xl text-center">
      <Cover
        url={artist.coverUrl}
        seed={artist.id}
        icon={UserRound}
        className="w-full rounded-full shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
      />
      <span className="mt-3 block truncate font-semibold text-sm">{artist.name}</span>
      <span className="mt-0.5 block truncate text-[13px] text-ink-soft">
        {artist.albumCount > 0
          ? t('albums.count', { count: artist.albumCount })
          : t('songs.count', { count: artist.songCount })}
      </span>
    </Link>
  );
}
