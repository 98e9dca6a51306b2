import type { Playlist } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { PlaylistCover } from './playlist-cover.tsx';
import { playlistQuery } from './queries.ts';

/** Height of the words below the cover, in pixels. */
export const playlistTextHeight = 62;
/** What a smart playlist holds may be this old in a list. */
const smartFreshMs = 300_000;

export function PlaylistCard({ playlist: listed }: { playlist: Playlist }) {
  // What a smart playlist picks is worked out where it is looked at alone.
  const alone = useQuery({
    ...playlistQuery(listed.id),
    enabled: listed.rules !== null,
    staleTime: smartFreshMs,
  });
  const playlist = listed.rules ? { ...listed, ...pictureOf(alone.data) } : listed;
  return (
    <Link to={`/playlists/${playlist.id}`} className="group block rounded-2xl">
      <PlaylistCover
        playlist={playlist}
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

function pictureOf(playlist: Playlist | undefined) {
  return playlist && { mosaicUrls: playlist.mosaicUrls };
}
