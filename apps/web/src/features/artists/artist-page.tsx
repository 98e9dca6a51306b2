import type { ArtistDetails } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Play, Shuffle, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Hero } from '../../ui/hero.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { Shelf } from '../../ui/shelf.tsx';
import { useIsAdmin } from '../account/session.ts';
import { AlbumCard } from '../albums/album-card.tsx';
import { ArtistAdminItems } from '../editing/artist-admin-items.tsx';
import { edit } from '../editing/edit-target.ts';
import { Heart } from '../favourites/heart.tsx';
import { player } from '../player/player.ts';
import { songsAfter } from '../songs/queries.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { artistQuery } from './queries.ts';

const shownFirst = 10;

export function ArtistPage() {
  const { artistId = '' } = useParams();
  const query = useQuery(artistQuery(artistId));
  if (query.isPending) return <HeroPageSkeleton round />;
  if (query.isError) {
    return <FailedQuery title={t('artist.failed')} query={query} />;
  }
  return <Content key={artistId} artist={query.data} />;
}

function Content({ artist }: { artist: ArtistDetails }) {
  const admin = useIsAdmin();
  const songs = artist.songs.items;
  const rest = () => songsAfter({ order: 'album', artistId: artist.id }, artist.songs.nextCursor);
  return (
    <>
      <Hero
        kind={t('artist.kind')}
        title={artist.name}
        coverUrl={artist.coverUrl}
        seed={artist.id}
        round
        icon={UserRound}
        onPicture={
          admin
            ? {
                label: t('editing.title.picture'),
                choose: () => edit({ kind: 'picture', artist }),
              }
            : undefined
        }
        facts={[
          artist.albumCount > 0 ? t('albums.count', { count: artist.albumCount }) : null,
          t('songs.count', { count: artist.songCount }),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <Button variant="primary" onClick={() => player.playFrom(songs, 0, rest())}>
          <Play aria-hidden fill="currentColor" />
          {t('player.play')}
        </Button>
        <Button onClick={() => player.playShuffled(songs, rest())}>
          <Shuffle aria-hidden />
          {t('player.shuffle')}
        </Button>
        <Heart kind="artist" id={artist.id} title={artist.name} size="md" />
        <ArtistMenu artist={artist} />
      </Hero>
      <div className="mx-auto max-w-[1400px] px-5 pb-10 sm:px-10">
        <Shelf
          title={t('artist.albums')}
          items={artist.albums.items}
          keyOf={(album) => album.id}
          skeleton={null}
        >
          {(album) => <AlbumCard album={album} withYear />}
        </Shelf>
        <Songs artist={artist} onPlay={(index) => player.playFrom(songs, index, rest())} />
        <Shelf
          title={t('artist.appearsOn')}
          items={artist.appearsOn.items}
          keyOf={(album) => album.id}
          skeleton={null}
        >
          {(album) => <AlbumCard album={album} />}
        </Shelf>
      </div>
    </>
  );
}

/** What only admins can do with an artist. */
function ArtistMenu({ artist }: { artist: ArtistDetails }) {
  if (!useIsAdmin()) return null;
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={t('songs.more', { title: artist.name })}>
          <Ellipsis />
        </IconButton>
      }
    >
      <ArtistAdminItems artist={artist} />
    </Menu>
  );
}

interface SongsProps {
  artist: ArtistDetails;
  onPlay: (index: number) => void;
}

function Songs({ artist, onPlay }: SongsProps) {
  const [all, setAll] = useState(false);
  const songs = artist.songs.items;
  if (songs.length === 0) return null;
  return (
    <section aria-labelledby="songs" className="mb-10">
      <h2 id="songs" className="mb-3 text-xl">
        {t('songs.title')}
      </h2>
      <ol>
        {songs.slice(0, all ? songs.length : shownFirst).map((song, index) => (
          <li key={song.id} className="flex">
            <TrackRow song={song} withAlbum onPlay={() => onPlay(index)} />
          </li>
        ))}
      </ol>
      {!all && songs.length > shownFirst ? (
        <Button variant="ghost" size="sm" className="mt-3" onClick={() => setAll(true)}>
          {t('artist.moreSongs')}
        </Button>
      ) : null}
    </section>
  );
}
