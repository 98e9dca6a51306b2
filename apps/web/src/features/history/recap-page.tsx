import type { PlayStatistics } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { formatNumber } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { artistsOf } from '../songs/words.ts';
import { Charts } from './statistics-page.tsx';
import { statisticsQuery } from './statistics-query.ts';

const minuteMs = 60_000;

/** A year of listening, to be shown around. */
export function RecapPage() {
  const [search, setSearch] = useSearchParams();
  const now = new Date().getFullYear();
  const asked = Number(search.get('year'));
  const year = Number.isInteger(asked) && asked > 1970 && asked <= now ? asked : now;
  const begin = (of: number) => new Date(of, 0, 1).toISOString();
  const query = useQuery(statisticsQuery(begin(year), begin(year + 1)));
  const go = (to: number) => setSearch({ year: String(to) });
  return (
    <div className="mx-auto max-w-[1100px] px-5 pt-6 pb-12 sm:px-10">
      <div className="mb-6 flex items-center justify-center gap-4">
        <IconButton label={t('recap.before')} onClick={() => go(year - 1)}>
          <ChevronLeft />
        </IconButton>
        <h1 className="text-2xl">{t('recap.title', { year: String(year) })}</h1>
        <IconButton label={t('recap.after')} disabled={year >= now} onClick={() => go(year + 1)}>
          <ChevronRight />
        </IconButton>
      </div>
      {query.isPending ? <HeroPageSkeleton /> : null}
      {query.isError ? <FailedQuery title={t('stats.failed')} query={query} /> : null}
      {query.isSuccess ? <Content year={year} statistics={query.data} /> : null}
    </div>
  );
}

function Content({ year, statistics }: { year: number; statistics: PlayStatistics }) {
  const { totals, songs, artists, albums, genres } = statistics;
  const [song] = songs;
  if (!song) {
    return (
      <EmptyState
        icon={<Sparkles aria-hidden />}
        title={t('recap.empty.title', { year: String(year) })}
        text={t('stats.empty.text')}
      />
    );
  }
  const minutes = Math.max(1, Math.round(totals.msPlayed / minuteMs));
  return (
    <>
      <div className="mb-14 grid gap-4 sm:grid-cols-2">
        <Card tone="from-[#e4552c] to-[#7d1f2b]" label={t('recap.minutes')}>
          <Large>{formatNumber(minutes)}</Large>
          <p>{t('recap.songsHeard', { count: totals.songs })}</p>
        </Card>
        <Card tone="from-[#6b2a63] to-[#2a1233]" label={t('recap.song')}>
          <Cover
            url={song.song.coverUrl}
            seed={song.song.album.id}
            className="w-28 rounded-2xl shadow-cover"
          />
          <Named name={song.song.title} note={artistsOf(song.song)} plays={song.plays} />
        </Card>
        {artists[0] ? (
          <Card tone="from-[#1f6f63] to-[#0d2f35]" label={t('recap.artist')}>
            <Cover
              url={artists[0].artist.coverUrl}
              seed={artists[0].artist.id}
              className="w-28 rounded-full shadow-cover"
            />
            <Named name={artists[0].artist.name} plays={artists[0].plays} />
          </Card>
        ) : null}
        {albums[0] ? (
          <Card tone="from-[#8a5a12] to-[#3a2208]" label={t('recap.album')}>
            <Cover
              url={albums[0].album.coverUrl}
              seed={albums[0].album.id}
              className="w-28 rounded-2xl shadow-cover"
            />
            <Named
              name={albums[0].album.title}
              note={albums[0].album.artist.name}
              plays={albums[0].plays}
            />
          </Card>
        ) : null}
        {genres[0] ? (
          <Card tone="from-[#2c4fa3] to-[#141f4d]" label={t('recap.genre')} wide>
            <Large>{genres[0].name}</Large>
          </Card>
        ) : null}
      </div>
      <Charts statistics={statistics} />
    </>
  );
}

interface CardProps {
  tone: string;
  label: string;
  wide?: boolean;
  children: ReactNode;
}

/** Colours of its own in light and dark, so that a picture of it looks the same everywhere. */
function Card({ tone, label, wide, children }: CardProps) {
  return (
    <section
      aria-label={label}
      className={`flex min-h-64 animate-rise flex-col gap-4 rounded-[2rem] bg-gradient-to-br p-7 text-white shadow-float ${tone} ${wide ? 'min-h-40 sm:col-span-2' : ''}`}
    >
      <h2 className="font-medium text-base text-white/85">{label}</h2>
      <div className="mt-auto flex flex-col gap-4">{children}</div>
    </section>
  );
}

function Large({ children }: { children: ReactNode }) {
  return (
    <p className="nums text-balance break-words font-semibold text-5xl leading-none sm:text-6xl">
      {children}
    </p>
  );
}

function Named({ name, note, plays }: { name: string; note?: string; plays: number }) {
  return (
    <div>
      <p className="line-clamp-2 font-semibold text-3xl leading-tight">{name}</p>
      <p className="mt-1 truncate text-white/85">
        {note ? `${note} · ` : ''}
        {t('stats.times', { count: plays })}
      </p>
    </div>
  );
}
