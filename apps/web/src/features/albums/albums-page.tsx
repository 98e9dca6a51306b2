import { useInfiniteQuery } from '@tanstack/react-query';
import { Disc3 } from 'lucide-react';
import { useCallback } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { CardGrid, CardGridSkeleton } from '../../ui/card-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { NothingFits } from '../songs/nothing-fits.tsx';
import { AlbumCard, albumTextHeight, CardSkeleton } from './album-card.tsx';
import { AlbumFilters, useAlbumFilter } from './album-filters.tsx';
import { albumsQuery } from './queries.ts';

/** Albums as covers. Order and conditions are part of the address. */
export function AlbumsPage() {
  const state = useAlbumFilter();
  const { filter, narrowed, change, clear } = state;
  const query = useInfiniteQuery(albumsQuery(filter));
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const albums = itemsOf(query.data);
  const isEmpty = query.isSuccess && albums.length === 0;
  const isEmptyLibrary = isEmpty && !narrowed && filter.order !== 'plays';
  return (
    <Page>
      <PageHeader title={t('albums.title')} />
      {isEmptyLibrary ? null : <AlbumFilters state={state} />}
      {query.isError && albums.length === 0 ? (
        <FailedQuery title={t('albums.failed')} query={query} />
      ) : null}
      {query.isPending ? (
        <CardGridSkeleton>
          <CardSkeleton />
        </CardGridSkeleton>
      ) : null}
      {isEmpty && !isEmptyLibrary ? (
        <NothingFits
          of="albums"
          icon={<Disc3 aria-hidden />}
          narrowed={narrowed}
          onClear={narrowed ? clear : () => change({ sort: null })}
        />
      ) : null}
      {isEmptyLibrary ? (
        <EmptyState
          icon={<Disc3 aria-hidden />}
          title={t('albums.empty.title')}
          text={t('albums.empty.text')}
          className="pt-24"
        />
      ) : null}
      {albums.length > 0 ? (
        <CardGrid
          key={JSON.stringify(filter)}
          label={t('albums.title')}
          items={albums}
          keyOf={(album) => album.id}
          textHeight={albumTextHeight}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
        >
          {(album) => <AlbumCard album={album} />}
        </CardGrid>
      ) : null}
    </Page>
  );
}
