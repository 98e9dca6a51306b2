import type { PlayStatistics } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn, Sparkles } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Cover } from '../../ui/cover.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { artistsOf } from '../songs/words.ts';
import { DayMap } from './day-map.tsx';
import { type Range, startOf, statisticsQuery } from './statistics-query.ts';

const choices = ['month', 'quarter', 'year', 'all'] as const satisfies Range[];

/** What the caller hears most, and when. */
export function StatisticsPage() {
  const [range, setRange] = useState<Range>('year');
  const query = useQuery(statisticsQuery(startOf(range)));
  return (
    <Page>
      <PageHeader title={t('stats.title')}>
        <Button asChild>
          <Link to="/recap">
            <Sparkles aria-hidden />
            {t('recap.open')}
          </Link>
        </Button>
        <Segmented
          label={t('stats.range')}
          value={range}
          options={choices.map((value) => ({
            value,
            label: t(`stats.range.${value}`),
          }))}
          onChange={setRange}
        />
      </PageHeader>
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isError ? <FailedQuery title={t('stats.failed')} query={query} /> : null}
      {query.isSuccess ? <Content statistics={query.data} /> : null}
    </Page>
  );
}

function Content({ statistics }: { statistics: PlayStatistics }) {
  const { totals, days } = statistics;
  if (totals.plays === 0) {
    return (
      <EmptyState
        icon={<ChartNoAxesColumn aria-hidden />}
        title={t('stats.empty.title')}
        text={t('stats.empty.text')}
        className="pt-16"
      />
    );
  }
  return (
    <>
      <Totals totals={totals} />
      <section aria-label={t('stats.days')} className="mb-10">
        <h2 className="mb-4 text-2xl">{t('stats.days')}</h2>
        <DayMap days={days} />
      </section>
      <Charts statistics={statistics} />
    </>
  );
}

/** What was played most of each kind, as bars. */
export function Charts({ statistics }: { statistics: PlayStatistics }) {
  const { songs, artists, albums, genres } = statistics;
  return (
    <div className="grid gap-x-10 gap-y-12 lg:grid-cols-2">
      <Chart
        title={t('stats.songs')}
        rows={songs.map(({ song, ...played }) => ({
          ...played,
          id: song.id,
          name: song.title,
          note: artistsOf(song),
          cover: <Cover url={song.coverUrl} seed={song.album.id} className="size-11" />,
        }))}
      />
      <Chart
        title={t('stats.artists')}
        rows={artists.map(({ artist, ...played }) => ({
          ...played,
          id: artist.id,
          name: artist.name,
          to: `/artists/${artist.id}`,
          cover: <Cover url={artist.coverUrl} seed={artist.id} className="size-11 rounded-full" />,
        }))}
      />
      <Chart
        title={t('stats.albums')}
        rows={albums.map(({ album, ...played }) => ({
          ...played,
          id: album.id,
          name: album.title,
          note: album.artist.name,
          to: `/albums/${album.id}`,
          cover: <Cover url={album.coverUrl} seed={album.id} className="size-11" />,
        }))}
      />
      <Chart
        title={t('stats.genres')}
        rows={genres.map(({ name, ...played }) => ({
          ...played,
          id: name,
          name,
          to: `/songs?genre=${encodeURIComponent(name)}`,
        }))}
      />
    </div>
  );
}

function Totals({ totals }: { totals: PlayStatistics['totals'] }) {
  const cards = [
    [formatLength(totals.msPlayed), t('stats.heard')],
    [String(totals.plays), t('stats.plays')],
    [String(totals.songs), t('stats.differentSongs')],
    [String(totals.artists), t('stats.differentArtists')],
  ] as const;
  return (
    <dl className="mb-10 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {cards.map(([value, label]) => (
        <div key={label} className="flex flex-col-reverse rounded-3xl bg-hover px-5 py-4">
          <dt className="text-[13px] text-ink-soft">{label}</dt>
          <dd className="nums font-semibold text-2xl sm:text-3xl">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Row {
  id: string;
  name: string;
  note?: string;
  to?: string;
  cover?: ReactNode;
  plays: number;
}

function Chart({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ plays }) => plays));
  return (
    <section aria-label={title}>
      <h2 className="mb-3 text-2xl">{title}</h2>
      <ol className="flex flex-col gap-1">
        {rows.map((row, index) => (
          <li key={row.id} className="relative flex h-15 items-center gap-3.5 px-3">
            <span
              aria-hidden
              className="absolute inset-y-1 left-0 rounded-xl bg-accent-wash"
              style={{ width: `${Math.max(2, (row.plays / most) * 100)}%` }}
            />
            <span className="nums relative w-5 text-right text-ink-soft text-sm">{index + 1}</span>
            {row.cover ? <span className="relative">{row.cover}</span> : null}
            <span className="relative min-w-0 grow">
              <span className="block truncate font-medium text-[15px]">
                {row.to ? (
                  <Link to={row.to} className="underline-offset-4 hover:underline">
                    {row.name}
                  </Link>
                ) : (
                  row.name
                )}
              </span>
              {row.note ? (
                <span className="block truncate text-[13px] text-ink-soft">{row.note}</span>
              ) : null}
            </span>
            <span className="nums relative shrink-0 text-ink-soft text-sm">
              {t('stats.times', { count: row.plays })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
