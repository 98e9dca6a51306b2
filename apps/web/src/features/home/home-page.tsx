import type { Album, Play, Song } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Music4, Upload } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Shelf } from '../../ui/shelf.tsx';
import { useIsAdmin } from '../account/session.ts';
import { AlbumCard, CardSkeleton } from '../albums/album-card.tsx';
import { shelfQuery } from '../albums/queries.ts';
import { latestPlaysQuery } from '../history/queries.ts';
import { player } from '../player/player.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { ofTheDay } from './of-the-day.ts';

const onShelf = 14;
const playsShown = 6;
const skeleton = <CardSkeleton />;

/** What is new, what was heard last, and something that one may have forgotten. */
export function HomePage() {
  const recent = useQuery(shelfQuery('added', onShelf));
  const plays = useQuery(latestPlaysQuery);
  const all = useQuery(shelfQuery('title', 200));
  const rediscover = useMemo(() => {
    if (!all.data || !recent.data) return undefined;
    const shown = new Set(recent.data.slice(0, 7).map(({ id }) => id));
    return ofTheDay(
      all.data.filter(({ id }) => !shown.has(id)),
      onShelf,
      new Date(),
    );
  }, [all.data, recent.data]);
  return (
    <Page>
      <PageHeader title={t('home.title')} />
      {recent.isError ? (
        <Failure
          title={t('albums.failed')}
          text={describeError(recent.error)}
          retryLabel={t('app.retry')}
          onRetry={() => void recent.refetch()}
        />
      ) : null}
      {recent.data?.length === 0 ? <EmptyLibrary /> : null}
      <Latest plays={plays.data ?? []} />
      {recent.isError ? null : (
        <>
          <Shelf
            title={t('songs.recent')}
            more={{ to: '/albums', label: t('home.allAlbums') }}
            items={recent.data}
            keyOf={idOf}
            skeleton={skeleton}
          >
            {(album) => <AlbumCard album={album} />}
          </Shelf>
          <Shelf
            title={t('home.rediscover')}
            items={recent.data?.length === 0 ? [] : rediscover}
            keyOf={idOf}
            skeleton={skeleton}
          >
            {(album) => <AlbumCard album={album} />}
          </Shelf>
        </>
      )}
    </Page>
  );
}

function idOf({ id }: Album): string {
  return id;
}

/** The songs heard last, each once. */
function Latest({ plays }: { plays: readonly Play[] }) {
  const songs = latestSongs(plays);
  if (songs.length === 0) return null;
  return (
    <section aria-labelledby="latest" className="mb-10">
      <div className="mb-3 flex items-baseline justify-between">
        <h2 id="latest" className="text-xl">
          {t('home.latest')}
        </h2>
        <Link
          to="/history"
          className="rounded-lg font-semibold text-[13px] text-accent-ink underline-offset-4 hover:underline"
        >
          {t('history.title')}
        </Link>
      </div>
      <ol className="-mx-2 grid gap-x-6 xl:grid-cols-2">
        {songs.map((song, index) => (
          <li key={song.id} className="flex min-w-0">
            <TrackRow song={song} onPlay={() => player.playFrom(songs, index)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function latestSongs(plays: readonly Play[]): Song[] {
  const byId = new Map(plays.map(({ song }) => [song.id, song]));
  return [...byId.values()].slice(0, playsShown);
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
