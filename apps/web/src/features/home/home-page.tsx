import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Music4, Upload } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Shelf } from '../../ui/shelf.tsx';
import { useIsAdmin } from '../account/session.ts';
import { AlbumCard, CardSkeleton } from '../albums/album-card.tsx';
import { shelfQuery } from '../albums/queries.ts';
import { PlaylistCard } from '../playlists/playlist-card.tsx';
import { playlistsQuery } from '../playlists/queries.ts';
import { JumpBackIn } from './jump-back-in.tsx';
import { Mixes } from './mixes.tsx';
import { MostPlayed } from './most-played.tsx';
import { ofTheDay } from './of-the-day.ts';

const onShelf = 14;
const skeleton = <CardSkeleton />;

/** Where one was, mixes of the day, what is new, and something that one may have forgotten. */
export function HomePage() {
  const recent = useQuery(shelfQuery('added', onShelf));
  const all = useQuery(shelfQuery('title', 200));
  const rediscover = useMemo(() => {
    if (!all.data || !recent.data) return undefined;
    const shown = new Set(recent.data.slice(0, 7).map(({ id }) => id));
    const others = all.data.filter(({ id }) => !shown.has(id));
    return ofTheDay(others, onShelf, new Date());
  }, [all.data, recent.data]);
  const empty = recent.data?.length === 0;
  return (
    <Page>
      <PageHeader title={t('home.title')} />
      {recent.isError ? <FailedQuery title={t('albums.failed')} query={recent} /> : null}
      {empty ? <EmptyLibrary /> : null}
      <JumpBackIn />
      {recent.isError || empty ? null : (
        <>
          <Mixes />
          <Shelf
            title={t('songs.recent')}
            more={{ to: '/albums', label: t('home.allAlbums') }}
            items={recent.data}
            keyOf={idOf}
            skeleton={skeleton}
          >
            {(album) => <AlbumCard album={album} />}
          </Shelf>
          <MostPlayed />
          <Playlists />
          <Shelf title={t('home.rediscover')} items={rediscover} keyOf={idOf} skeleton={skeleton}>
            {(album) => <AlbumCard album={album} />}
          </Shelf>
        </>
      )}
    </Page>
  );
}

function idOf({ id }: { id: string }): string {
  return id;
}

/** One's own, the one changed last first. */
function Playlists() {
  const query = useInfiniteQuery(playlistsQuery);
  return (
    <Shelf
      title={t('playlists.title')}
      more={{ to: '/playlists', label: t('home.allPlaylists') }}
      items={query.data?.pages[0]?.items.slice(0, onShelf) ?? []}
      keyOf={idOf}
      skeleton={null}
    >
      {(playlist) => <PlaylistCard playlist={playlist} />}
    </Shelf>
  );
}

function EmptyLibrary() {
  const admin = useIsAdmin();
  return (
    <EmptyState
      icon={<Music4 aria-hidden />}
      title={t('songs.empty.title')}
      text={admin ? t('songs.empty.admin') : t('songs.empty.listener')}
      className="pt-16"
    >
      {admin ? (
        <Button asChild variant="primary" size="lg">
          <Link to="/upload">
            <Upload aria-hidden />
            {t('songs.empty.action')}
          </Link>
        </Button>
      ) : null}
    </EmptyState>
  );
}
