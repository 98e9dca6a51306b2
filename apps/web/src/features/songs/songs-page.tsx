import type { SongOrder } from '@madrigal/contract';
import { Music4, Play, Shuffle, Upload } from 'lucide-react';
import { useCallback } from 'react';
import { Link, useSearchParams } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useIsAdmin } from '../account/session.ts';
import { GenreFilter } from './genre-filter.tsx';
import { SongTable, SongTableSkeleton } from './song-table.tsx';
import { useSongList } from './use-song-list.ts';

const orders = () =>
  [
    { value: 'added', label: t('songs.sort.added') },
    { value: 'title', label: t('songs.sort.title') },
    { value: 'artist', label: t('songs.sort.artist') },
    { value: 'album', label: t('songs.sort.album') },
    { value: 'year', label: t('songs.sort.year') },
    { value: 'plays', label: t('songs.sort.plays') },
  ] as const satisfies { value: SongOrder; label: string }[];

/** The library. Order and genre are part of the address. */
export function SongsPage() {
  const [params, setParams] = useSearchParams();
  const order = orders().find(({ value }) => value === params.get('sort'))?.value ?? 'added';
  const genre = params.get('genre') ?? undefined;
  const { query, songs, playFrom, playShuffled } = useSongList({ order, genre });
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);

  const change = (name: 'sort' | 'genre', value: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { preventScrollReset: true, replace: true },
    );

  return (
    <div className="mx-auto max-w-[1400px] px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <header className="mb-8 flex flex-wrap items-center gap-4">
        <h1 className="grow text-4xl sm:text-5xl">{t('songs.title')}</h1>
        {songs.length > 0 ? (
          <>
            <Button variant="primary" className="sm:order-last" onClick={() => playFrom(0)}>
              <Play aria-hidden fill="currentColor" />
              {t('songs.playAll')}
            </Button>
            <Button className="sm:order-last" onClick={playShuffled}>
              <Shuffle aria-hidden />
              {t('player.shuffle')}
            </Button>
            <GenreFilter genre={genre} onChange={(value) => change('genre', value)} />
            <Choice
              label={t('songs.sort')}
              value={order}
              options={orders()}
              onChange={(value) => change('sort', value === 'added' ? null : value)}
            />
          </>
        ) : null}
      </header>
      {query.isError && songs.length === 0 ? (
        <Failure
          title={t('songs.failed')}
          text={describeError(query.error)}
          retryLabel={t('app.retry')}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <SongTableSkeleton /> : null}
      {query.isSuccess && songs.length === 0 ? (
        genre ? (
          <EmptyState
            icon={<Music4 aria-hidden />}
            title={t('songs.noneOfGenre')}
            text={t('songs.noneOfGenreText')}
          >
            <Button onClick={() => change('genre', null)}>{t('songs.showAll')}</Button>
          </EmptyState>
        ) : order === 'plays' ? (
          <EmptyState
            icon={<Music4 aria-hidden />}
            title={t('songs.nonePlayed')}
            text={t('songs.nonePlayedText')}
          >
            <Button onClick={() => change('sort', null)}>{t('songs.showAll')}</Button>
          </EmptyState>
        ) : (
          <EmptyLibrary />
        )
      ) : null}
      {songs.length > 0 ? (
        <SongTable
          key={`${order} ${genre}`}
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
