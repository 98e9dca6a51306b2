import type { Overview } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatNumber, formatTimeLeft } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { FailedQuery } from '../../ui/failure.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { overviewQuery } from './queries.ts';

/** Below this part of the disk it is time to make room. */
const SHORT_OF_SPACE = 0.05;

interface Card {
  label: string;
  value: string;
  note: string;
  warn?: boolean;
}

export function OverviewCards() {
  const query = useQuery(overviewQuery);
  if (query.isError && !query.data) {
    return <FailedQuery title={t('admin.overview.failed')} query={query} />;
  }
  const cards = query.data ? cardsOf(query.data) : null;
  return (
    <section aria-label={t('admin.overview')} aria-busy={!cards}>
      <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        {cards
          ? cards.map((card) => <Figure key={card.label} {...card} />)
          : [1, 2, 3, 4].map((place) => <Skeleton key={place} className="h-32 rounded-3xl" />)}
      </dl>
      {query.data ? (
        <p className="mt-4 text-ink-faint text-sm">
          {t('admin.version', { version: query.data.version })}
        </p>
      ) : null}
    </section>
  );
}

function Figure({ label, value, note, warn }: Card) {
  return (
    <div className="flex flex-col rounded-3xl border border-line bg-surface p-4 sm:p-5">
      <dt className="font-medium text-ink-soft text-sm">{label}</dt>
      <dd
        className={cn('mt-2 font-semibold text-2xl tabular-nums sm:text-3xl', warn && 'text-warn')}
      >
        {value}
      </dd>
      <dd className="mt-1 text-ink-faint text-xs sm:text-sm">{note}</dd>
    </div>
  );
}

function cardsOf({ queue, disk, ...overview }: Overview): Card[] {
  const cards: Card[] = [
    {
      label: t('admin.songs'),
      value: formatNumber(overview.songs),
      note: t('admin.songs.note', {
        albums: t('admin.albums', { count: overview.albums }),
        artists: t('admin.artists', { count: overview.artists }),
      }),
    },
    {
      label: t('admin.people'),
      value: formatNumber(overview.users),
      note: t('admin.people.note'),
    },
    {
      label: t('admin.storage'),
      value: formatBytes(overview.libraryBytes),
      note: disk
        ? t('admin.storage.free', { free: formatBytes(disk.freeBytes) })
        : t('admin.storage.elsewhere'),
      warn: disk !== null && disk.freeBytes < disk.totalBytes * SHORT_OF_SPACE,
    },
    {
      label: t('admin.queue'),
      value: formatNumber(queue.waiting),
      note:
        queue.oldestAgeSeconds === null
          ? t('admin.queue.running', { count: queue.running })
          : t('admin.queue.oldest', { time: formatTimeLeft(queue.oldestAgeSeconds) }),
    },
  ];
  return cards;
}
