import type { Song } from '@madrigal/contract';
import { Disc3, Ellipsis, Info, ListPlus, Play, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../messages/index.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { SongAdminItems } from '../editing/song-admin-items.tsx';
import { KeepSongItem } from '../kept/keep-items.tsx';
import { addToPlaylist } from '../playlists/add-to-playlist-store.ts';
import { ShareItem } from '../sharing/share-item.tsx';
import { useOpenDetails } from './details-address.ts';
import { QueueItems } from './queue-items.tsx';

interface SongMenuProps {
  song: Song;
  onPlay: () => void;
  tabIndex?: number;
  /** What only this list can do with it. */
  children?: ReactNode;
}

/** Everything that can be done with a song. */
export function SongMenu({ song, onPlay, tabIndex, children }: SongMenuProps) {
  const navigate = useNavigate();
  const openDetails = useOpenDetails();
  const artist = song.artists[0];
  return (
    <Menu
      trigger={
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={t('songs.more', { title: song.title })}
          className="grid size-10 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-pressed hover:text-ink data-[state=open]:bg-pressed md:opacity-0 md:focus-visible:opacity-100 md:data-[state=open]:opacity-100 md:group-focus-within:opacity-100 md:group-hover:opacity-100"
        >
          <Ellipsis aria-hidden className="size-5" />
        </button>
      }
    >
      <MenuItem onSelect={onPlay}>
        <Play aria-hidden />
        {t('player.play')}
      </MenuItem>
      <QueueItems songs={() => [song]} />
      <MenuItem onSelect={() => addToPlaylist([song])}>
        <ListPlus aria-hidden />
        {t('playlists.add')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => navigate(`/albums/${song.album.id}`)}>
        <Disc3 aria-hidden />
        {t('songs.toAlbum')}
      </MenuItem>
      {artist ? (
        <MenuItem onSelect={() => navigate(`/artists/${artist.id}`)}>
          <UserRound aria-hidden />
          {t('songs.toArtist')}
        </MenuItem>
      ) : null}
      <MenuItem onSelect={() => openDetails(song.id)}>
        <Info aria-hidden />
        {t('songs.details')}
      </MenuItem>
      <ShareItem target={{ kind: 'song', targetId: song.id, title: song.title }} />
      <KeepSongItem song={song} />
      {children}
      <SongAdminItems song={song} />
    </Menu>
  );
}
