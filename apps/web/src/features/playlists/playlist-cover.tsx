import type { Playlist } from '@madrigal/contract';
import { ListMusic, Sparkles } from 'lucide-react';
import { Cover } from '../../ui/cover.tsx';

/** The cover of a playlist, or the covers of its first albums, or a sleeve in colours of its own. */
export function PlaylistCover({ playlist, className }: { playlist: Playlist; className?: string }) {
  return (
    <Cover
      url={playlist.coverUrl}
      mosaic={playlist.mosaicUrls}
      seed={playlist.id}
      icon={playlistIcon(playlist)}
      className={className}
    />
  );
}

export function playlistIcon({ rules }: Pick<Playlist, 'rules'>) {
  return rules ? Sparkles : ListMusic;
}
