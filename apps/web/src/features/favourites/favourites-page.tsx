import type { Favourite, FavouriteKind } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Heart as HeartIcon, Play, Shuffle } from 'lucide-react';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CardGrid } from '../../ui/card-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { AlbumCard, albumTextHeight } from '../albums/album-card.tsx';
import { ArtistCard, artistTextHeight } from '../artists/artist-card.tsx';
import { player } from '../player/player.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { favouritesQuery } from './favourites.ts';

const kinds = () =>
  [
    { value: 'song', label: t('songs.title') },
    { value: 'album', label: t('albums.title') },
    { value: 'artist', label: t('artists.title') },
  ] as const satisfies { value: FavouriteKind; label: string }[];

/** What the caller likes, the newest first. The kind is part of the address. */
export function FavouritesPage() {
  const [params, setParams] = useSearchParams();
  const kind = kinds().find(({ value }) => value === params.get('kind'))?.value ?? 'song';
  const query = useInfiniteQuery(favouritesQuery(kind));
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const items = itemsOf<Favourite>(query.data, keyOf);
  const songs = songsOf(items);
  const list = { items, hasMore: query.hasNextPage, onNearEnd: nearEnd };
  return (
    <Page>
      <PageHeader title={t('favourites.title')}>
        {songs.length > 0 ? (
          <>
            <Button
              variant="primary"
              className="sm:order-last"
              onClick={() => player.playFrom(songs, 0)}
            >
              <Play aria-hidden fill="currentColor" />
              {t('songs.playAll')}
            </Button>
            <Button
              className="max-sm:size-10 max-sm:px-0 sm:order-last"
              onClick={() => player.playShuffled(songs)}
            >
              <Shuffle aria-hidden />
              <span className="max-sm:sr-only">{t('player.shuffle')}</span>
            </Button>
          </>
        ) : null}
        <Segmented
          label={t('favourites.kind')}
          value={kind}
          options={kinds()}
          onChange={(next) => setParams(next === 'song' ? {} : { kind: next }, { replace: true })}
        />
      </PageHeader>
      {query.isError && items.length === 0 ? (
        <FailedQuery title={t('favourites.failed')} query={query} />
      ) : null}
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isSuccess && items.length === 0 ? (
        <EmptyState
          icon={<HeartIcon aria-hidden />}
          title={t('favourites.empty.title')}
          text={t('favourites.empty.text')}
          className="pt-24"
        />
      ) : null}
      {items.length > 0 ? kind === 'song' ? <Songs {...list} /> : <Cards {...list} /> : null}
    </Page>
  );
}

interface ListProps {
  items: readonly Favourite[];
  hasMore: boolean;
  onNearEnd: () => void;
}

function songsOf(items: readonly Favourite[]) {
  return items.flatMap((item) => (item.kind === 'song' ? [item.song] : []));
}

function Songs({ items, hasMore, onNearEnd }: ListProps) {
  const songs = songsOf(items);
  return (
    <VirtualList
      label={t('favourites.title')}
      rows={songs}
      keyOf={(song) => song.id}
      heightOf={() => 60}
      hasMore={hasMore}
      onNearEnd={onNearEnd}
    >
      {(song, index) => (
        <TrackRow song={song} withAlbum onPlay={() => player.playFrom(songs, index)} />
      )}
    </VirtualList>
  );
}

function Cards({ items, hasMore, onNearEnd }: ListProps) {
  return (
    <CardGrid
      label={t('favourites.title')}
      items={items}
      keyOf={keyOf}
      textHeight={Math.max(albumTextHeight, artistTextHeight)}
      hasMore={hasMore}
      onNearEnd={onNearEnd}
    >
      {(item) =>
        item.kind === 'album' ? (
          <AlbumCard album={item.album} />
        ) : item.kind === 'artist' ? (
          <ArtistCard artist={item.artist} />
        ) : null
      }
    </CardGrid>
  );
}

function keyOf(item: Favourite): string {
  if (item.kind === 'song') return item.song.id;
  return item.kind === 'album' ? item.album.id : item.artist.id;
}
