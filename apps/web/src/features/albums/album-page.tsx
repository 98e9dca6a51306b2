import type { AlbumDetails, Song } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, ListPlus, Play, Shuffle } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Hero } from '../../ui/hero.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { useIsAdmin } from '../account/session.ts';
import { AlbumAdminItems } from '../editing/album-admin-items.tsx';
import { edit } from '../editing/edit-target.ts';
import { Heart } from '../favourites/heart.tsx';
import { KeepButton } from '../kept/keep-button.tsx';
import { player } from '../player/player.ts';
import { addToPlaylist } from '../playlists/add-to-playlist-store.ts';
import { ShareItem } from '../sharing/share-item.tsx';
import { QueueItems } from '../songs/queue-items.tsx';
import { TrackRow } from '../songs/track-row.tsx';
import { albumQuery, songsOfAlbum, songsOfAlbumAfter } from './queries.ts';

export function AlbumPage() {
  const { albumId = '' } = useParams();
  const query = useQuery(albumQuery(albumId));
  if (query.isPending) return <HeroPageSkeleton />;
  if (query.isError) {
    return <FailedQuery title={t('album.failed')} query={query} />;
  }
  return <Content album={query.data} />;
}

function Content({ album }: { album: AlbumDetails }) {
  const admin = useIsAdmin();
  const songs = album.songs.items;
  const rest = () => songsOfAlbumAfter(album.id, album.songs.nextCursor);
  const play = (index: number) => player.playFrom(songs, index, rest());
  return (
    <>
      <Hero
        kind={t('album.kind')}
        title={album.title}
        coverUrl={album.coverUrl}
        seed={album.id}
        onPicture={
          admin
            ? { label: t('editing.title.cover'), choose: () => edit({ kind: 'cover', album }) }
            : undefined
        }
        facts={<Facts album={album} />}
      >
        <Button variant="primary" onClick={() => play(0)}>
          <Play aria-hidden fill="currentColor" />
          {t('player.play')}
        </Button>
        <Button onClick={() => player.playShuffled(songs, rest())}>
          <Shuffle aria-hidden />
          {t('player.shuffle')}
        </Button>
        <Heart kind="album" id={album.id} title={album.title} size="md" />
        <KeepButton
          list={{ kind: 'album', id: album.id, title: album.title }}
          songs={() => songsOfAlbum(album.id)}
        />
        <AlbumMenu album={album} />
      </Hero>
      <div className="mx-auto max-w-[1400px] px-5 pb-10 sm:px-10">
        <Discs songs={songs} onPlay={play} />
        {album.songs.nextCursor ? (
          <p className="mt-4 px-2 text-ink-soft text-sm">{t('album.more')}</p>
        ) : null}
      </div>
    </>
  );
}

function AlbumMenu({ album }: { album: AlbumDetails }) {
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t('songs.more', { title: album.title })}
          className="grid size-10 place-items-center rounded-full text-ink-soft hover:bg-hover hover:text-ink data-[state=open]:bg-pressed"
        >
          <Ellipsis aria-hidden className="size-5" />
        </button>
      }
    >
      <QueueItems songs={() => songsOfAlbum(album.id)} />
      <MenuItem onSelect={() => addToPlaylist(album.songs.items)}>
        <ListPlus aria-hidden />
        {t('playlists.add')}
      </MenuItem>
      <ShareItem target={{ kind: 'album', targetId: album.id, title: album.title }} />
      <AlbumAdminItems album={album} />
    </Menu>
  );
}

function Facts({ album }: { album: AlbumDetails }) {
  const genres = [...new Set(album.songs.items.flatMap((song) => song.genres))].slice(0, 4);
  return (
    <>
      <p>
        <Link
          to={`/artists/${album.artist.id}`}
          className="font-semibold text-ink underline-offset-4 hover:underline"
        >
          {album.artist.name}
        </Link>
        {album.year ? ` · ${album.year}` : ''} · {t('songs.count', { count: album.songCount })} ·{' '}
        {formatLength(album.durationMs)}
      </p>
      {genres.length > 0 ? (
        <ul className="mt-3 flex flex-wrap gap-2" aria-label={t('details.genre')}>
          {genres.map((genre) => (
            <li key={genre}>
              <Link
                to={`/songs?genre=${encodeURIComponent(genre)}`}
                className="block rounded-full bg-hover px-3 py-1 font-medium text-[13px] hover:bg-pressed hover:text-ink"
              >
                {genre}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

interface DiscsProps {
  songs: readonly Song[];
  onPlay: (index: number) => void;
}

function Discs({ songs, onPlay }: DiscsProps) {
  const discs = [...Map.groupBy(songs, (song) => song.discNumber ?? 1)];
  return discs.map(([disc, ofDisc]) => (
    <section key={disc} aria-label={t('album.disc', { disc })} className="mb-6">
      {discs.length > 1 ? (
        <h2 className="mt-2 mb-2 px-2 text-ink-soft text-sm">{t('album.disc', { disc })}</h2>
      ) : null}
      <ol>
        {ofDisc.map((song, index) => (
          <li key={song.id} className="flex">
            <TrackRow
              song={song}
              number={song.trackNumber ?? index + 1}
              onPlay={() => onPlay(songs.indexOf(song))}
            />
          </li>
        ))}
      </ol>
    </section>
  ));
}
