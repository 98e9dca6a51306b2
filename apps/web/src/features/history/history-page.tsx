import { endpoints, type Play, type Song } from '@madrigal/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { ChartNoAxesColumn, Download, History, Trash2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { formatAdded, formatTime } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { player } from '../player/player.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { exportPlays } from './export-plays.ts';
import { playsQuery } from './queries.ts';

const undoMs = 10_000;
/** Of the rows, in pixels. */
const heights = { day: 72, play: 60 } as const;

/** What the caller heard, day by day. */
export function HistoryPage() {
  const query = useInfiniteQuery(playsQuery);
  const { data, fetchNextPage, isFetching } = query;
  const plays = useMemo(() => itemsOf(data), [data]);
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  return (
    <Page>
      <PageHeader title={t('history.title')}>
        <Button asChild>
          <Link to="/statistics">
            <ChartNoAxesColumn aria-hidden />
            {t('stats.title')}
          </Link>
        </Button>
        {plays.length > 0 ? <ExportMenu /> : null}
        {plays.length > 0 ? <ClearButton /> : null}
      </PageHeader>
      {query.isError && plays.length === 0 ? (
        <FailedQuery title={t('history.failed')} query={query} />
      ) : null}
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isSuccess && plays.length === 0 ? (
        <EmptyState
          icon={<History aria-hidden />}
          title={t('history.empty.title')}
          text={t('history.empty.text')}
          className="pt-24"
        />
      ) : null}
      {plays.length > 0 ? (
        <Plays plays={plays} hasMore={query.hasNextPage} onNearEnd={nearEnd} />
      ) : null}
    </Page>
  );
}

function dayOf(play: Play): string {
  return new Date(play.playedAt).toDateString();
}

type Row =
  | { kind: 'day'; key: string; playedAt: string }
  | { kind: 'play'; key: string; play: Play; songs: readonly Song[]; index: number };

function rowsOf(plays: readonly Play[]): Row[] {
  return [...Map.groupBy(plays, dayOf)].flatMap(([day, ofDay]): Row[] => {
    const songs = ofDay.map((play) => play.song);
    const head: Row = { kind: 'day', key: day, playedAt: ofDay[0]?.playedAt ?? '' };
    return [
      head,
      ...ofDay.map((play, index): Row => ({ kind: 'play', key: play.id, play, songs, index })),
    ];
  });
}

interface PlaysProps {
  plays: readonly Play[];
  hasMore: boolean;
  onNearEnd: () => void;
}

function Plays({ plays, hasMore, onNearEnd }: PlaysProps) {
  const rows = useMemo(() => rowsOf(plays), [plays]);
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: (playId: string) => request(endpoints.deletePlay, { params: { playId } }),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['plays'] }),
  });
  return (
    <VirtualList
      label={t('history.title')}
      rows={rows}
      keyOf={({ key }) => key}
      heightOf={({ kind }) => heights[kind]}
      hasMore={hasMore}
      onNearEnd={onNearEnd}
    >
      {(row) =>
        row.kind === 'day' ? (
          <h2 className="self-end px-2 pb-2 text-lg first-letter:uppercase">
            {formatAdded(row.playedAt)}
          </h2>
        ) : (
          <TrackRow
            song={row.play.song}
            withAlbum
            note={formatTime(row.play.playedAt)}
            onPlay={() => player.playFrom(row.songs, row.index)}
            menu={
              <MenuItem onSelect={() => forget.mutate(row.play.id)}>
                <Trash2 aria-hidden />
                {t('history.forget')}
              </MenuItem>
            }
          />
        )
      }
    </VirtualList>
  );
}

function ExportMenu() {
  const save = useMutation({
    mutationFn: exportPlays,
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Menu
      trigger={
        <Button busy={save.isPending}>
          <Download aria-hidden />
          {t('history.export')}
        </Button>
      }
    >
      <MenuItem onSelect={() => save.mutate('csv')}>{t('history.export.csv')}</MenuItem>
      <MenuItem onSelect={() => save.mutate('json')}>{t('history.export.json')}</MenuItem>
    </Menu>
  );
}

function ClearButton() {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => request(endpoints.restorePlays, {}),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['plays'] }),
  });
  const clear = useMutation({
    mutationFn: () => request(endpoints.clearPlays, {}),
    onSuccess: () => {
      setAsking(false);
      toast(t('history.cleared'), {
        duration: undoMs,
        action: { label: t('editing.undo'), onClick: () => restore.mutate() },
      });
    },
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['plays'] }),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t('history.clear')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('history.clear.title')}
        text={t('history.clear.text')}
      >
        <Button onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
        <Button variant="danger" busy={clear.isPending} onClick={() => clear.mutate()}>
          {t('history.clear')}
        </Button>
      </Confirm>
    </>
  );
}
