import { endpoints, type SharedItem, type SharedView, type Song } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Music4, Pause, Play, Shuffle } from 'lucide-react';
import { useEffect } from 'react';
import { itemsOf, pagesAfter } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import { formatClock, formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Hero } from '../../ui/hero.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { ReorderList } from '../../ui/reorder-list.tsx';
import { useScroller } from '../../ui/scroller.tsx';
import { player, playThrough } from '../player/player.ts';
import { usePlayingState } from '../songs/use-song-list.ts';
import { artistsOf } from '../songs/words.ts';
import { GuestBar } from './guest-bar.tsx';
import { sharedItemsQuery } from './queries.ts';
import { sharedByText } from './shared-by.ts';

const rowHeight = 60;

type SharedSong = Extract<SharedItem, { type: 'song' }>;
const isSong = (item: SharedItem): item is SharedSong => item.type === 'song';

/** A playlist, an album or a song behind a link, which plays here. */
export function SharedSongs({ view, token }: { view: SharedView; token: string }) {
  useStreamsOf(token);
  const query = useInfiniteQuery(sharedItemsQuery(token));
  const items = itemsOf(query.data).filter(isSong);
  const songs = items.map(({ song }) => song);
  const next = query.data?.pages.at(-1)?.nextCursor ?? null;
  const rest = () => pagesAfter((cursor) => readSongs(token, cursor), next);
  const playFrom = (index: number) => player.playFrom(songs, index, rest());
  return (
    <>
      <Hero
        kind={`${t(`shared.kind.${view.kind}`)} · ${sharedByText(view)}`}
        title={view.title}
        coverUrl={view.coverUrl}
        mosaic={view.mosaicUrls}
        seed={songs[0]?.album.id ?? view.title}
        facts={<Facts view={view} />}
      >
        <Button variant="primary" disabled={songs.length === 0} onClick={() => playFrom(0)}>
          <Play aria-hidden fill="currentColor" />
          {t('player.play')}
        </Button>
        {songs.length > 1 ? (
          <Button onClick={() => player.playShuffled(songs, rest())}>
            <Shuffle aria-hidden />
            {t('player.shuffle')}
          </Button>
        ) : null}
      </Hero>
      <div className="mx-auto max-w-[1400px] px-5 sm:px-10">
        {query.isPending ? <RowsSkeleton /> : null}
        {query.isSuccess && items.length === 0 ? (
          <EmptyState icon={<Music4 aria-hidden />} title={t('shared.empty')} />
        ) : null}
        {items.length > 0 ? (
          <Songs
            view={view}
            items={items}
            onPlay={playFrom}
            onNearEnd={() => {
              if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
            }}
          />
        ) : null}
      </div>
      <GuestBar />
    </>
  );
}

/** The player gets its streams through the link for as long as it is open. */
function useStreamsOf(token: string): void {
  useEffect(() => {
    playThrough((songId) => request(endpoints.streamSharedSong, { params: { token, songId } }));
    return () => {
      player.clear();
      playThrough(null);
    };
  }, [token]);
}

async function readSongs(token: string, cursor: string) {
  const page = await request(endpoints.listSharedItems, {
    params: { token },
    query: { limit: 200, cursor },
  });
  return { ...page, items: page.items.filter(isSong).map(({ song }) => song) };
}

function Facts({ view }: { view: SharedView }) {
  return (
    <>
      {view.description ? (
        <p className="mb-2 line-clamp-6 max-w-2xl whitespace-pre-line text-pretty">
          {view.description}
        </p>
      ) : null}
      <p>
        {t('songs.count', { count: view.itemCount })}
        {view.durationMs ? ` · ${formatLength(view.durationMs)}` : ''}
      </p>
    </>
  );
}

interface SongsProps {
  view: SharedView;
  items: SharedSong[];
  onPlay: (index: number) => void;
  onNearEnd: () => void;
}

function Songs({ view, items, onPlay, onNearEnd }: SongsProps) {
  const scroller = useScroller();
  return (
    <ReorderList
      label={view.title}
      items={items}
      keyOf={(item) => item.id}
      rowHeight={rowHeight}
      scroller={scroller}
      onMove={null}
      handleLabel={(item) => item.song.title}
      movedText={() => ''}
      onNearEnd={onNearEnd}
    >
      {(item, index) => <Row song={item.song} onPlay={() => onPlay(index)} />}
    </ReorderList>
  );
}

function Row({ song, onPlay }: { song: Song; onPlay: () => void }) {
  const state = usePlayingState(song.id);
  const on = state === 'playing';
  const Icon = on ? Pause : Play;
  return (
    <button
      type="button"
      onClick={() => (state === 'none' ? onPlay() : player.toggle())}
      className={cn(
        'group flex h-15 min-w-0 grow items-center gap-3.5 rounded-xl px-2 text-left hover:bg-hover',
        state !== 'none' && 'bg-accent-wash/60 hover:bg-accent-wash',
      )}
    >
      <span className="sr-only">{t(on ? 'player.pause' : 'player.play')}</span>
      <span className="relative size-11 shrink-0">
        <Cover url={song.coverUrl} seed={song.album.id} className="size-11" />
        <span
          className={cn(
            'absolute inset-0 grid place-items-center rounded-lg bg-black/55 text-white opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
            state !== 'none' && 'opacity-100',
          )}
        >
          <Icon aria-hidden fill="currentColor" className="size-4" />
        </span>
      </span>
      <span className="min-w-0 flex-[5]">
        <span
          className={cn(
            'block truncate font-medium text-[15px]',
            state !== 'none' && 'text-accent-ink',
          )}
        >
          {song.title}
        </span>
        <span className="block truncate text-[13px] text-ink-soft">{artistsOf(song)}</span>
      </span>
      <span className="hidden min-w-0 flex-[3] truncate text-ink-soft text-sm md:block">
        {song.album.title}
      </span>
      <span className="nums w-13 text-right text-ink-faint text-sm">
        {formatClock(song.durationMs)}
      </span>
    </button>
  );
}
