import type { Playlist } from '@madrigal/contract';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { PlaylistSleeve } from './playlist-sleeve.tsx';

/** Height of the words below the sleeve, in pixels. */
export const playlistTextHeight = 62;

export function PlaylistCard({ playlist }: { playlist: Playlist }) {
  return (
    <Link to={`/playlists/${playlist.id}`} className="group block rounded-2xl">
      <PlaylistSleeve
        playlistId={playlist.id}
        className="w-full rounded-2xl shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
      />
      <span className="mt-3 block truncate font-semibold text-sm">{playlist.name}</span>
      <span className="mt-0.5 block truncate text-[13px] text-ink-soft">
        {playlist.rules
          ? t('playlist.kind.smart')
          : t('songs.count', { count: playlist.itemCount })}
      </span>
    </Link>
  );
}
