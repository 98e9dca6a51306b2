import { Music4, Play, Shuffle, Upload } from 'lucide-react';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { useIsAdmin } from '../account/session.ts';
import { NothingFits } from './nothing-fits.tsx';
import { SongFilters, useSongFilter } from './song-filters.tsx';
import { SongTable, SongTableSkeleton } from './song-table.tsx';
import { useSongList } from './use-song-list.ts';

/** The library. Order and conditions are part of the address. */
export function SongsPage() {
  const state = useSongFilter();
  const { filter, narrowed, change, clear } = state;
  const { query, songs, playFrom, playShuffled } = useSongList(filter);
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);

  return (
    <div className="mx-auto max-w-[1400px] px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <header className="mb-6 flex flex-wrap items-center gap-4">
        <h1 className="grow text-4xl sm:text-5xl">{t('songs.title')}</h1>
        {songs.length > 0 ? (
          <>
            <Button variant="primary" className="sm:order-last" onClick={() => playFrom(0)}>
              <Play aria-hidden fill="currentColor" />
              {t('songs.playAll')}
            </Button>
            <Button className="max-sm:size-10 max-sm:px-0 sm:order-last" onClick={playShuffled}>
              <Shuffle aria-hidden />
              <span className="max-sm:sr-only">{t('player.shuffle')}</span>
            </Button>
          </>
        ) : null}
      </header>
      {songs.length > 0 || narrowed ? <SongFilters state={state} /> : null}
      {query.isError && songs.length === 0 ? (
        <FailedQuery title={t('songs.failed')} query={query} />
      ) : null}
      {query.isPending ? <SongTableSkeleton /> : null}
      {query.isSuccess && songs.length === 0 ? (
        narrowed || filter.order === 'plays' ? (
          <NothingFits
            of="songs"
            icon={<Music4 aria-hidden />}
            narrowed={narrowed}
            onClear={narrowed ? clear : () => change({ sort: null })}
          />
        ) : (
          <EmptyLibrary />
        )
      ) : null}
      {songs.length > 0 ? (
        <SongTable
          key={JSON.stringify(filter)}
          songs={songs}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
          onPlay={playFrom}
        />
      ) : null}
      {query.isFetchNextPageError ? (
        <p
          role="alert"
          className="mt-4 flex items-center justify-center gap-3 text-ink-soft text-sm"
        >
          {t('songs.moreFailed')}
          <Button size="sm" onClick={() => void fetchNextPage()}>
            {t('app.retry')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function EmptyLibrary() {
  const admin = useIsAdmin();
  return (
    <EmptyState
      icon={<Music4 aria-hidden />}
      title={t('songs.empty.title')}
      text={admin ? t('songs.empty.admin') : t('songs.empty.listener')}
      className="pt-24"
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
