import type { AlbumOrder } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Disc3 } from 'lucide-react';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { CardGrid, CardGridSkeleton } from '../../ui/card-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AlbumCard, albumTextHeight, CardSkeleton } from './album-card.tsx';
import { albumsQuery } from './queries.ts';

const orders = () =>
  [
    { value: 'added', label: t('albums.sort.added') },
    { value: 'title', label: t('albums.sort.title') },
    { value: 'artist', label: t('albums.sort.artist') },
    { value: 'year', label: t('albums.sort.year') },
  ] as const satisfies { value: AlbumOrder; label: string }[];

/** All albums as covers. The order is part of the address. */
export function AlbumsPage() {
  const [params, setParams] = useSearchParams();
  const order = orders().find(({ value }) => value === params.get('sort'))?.value ?? 'added';
  const query = useInfiniteQuery(albumsQuery({ order }));
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const albums = itemsOf(query.data);
  return (
    <Page>
      <PageHeader title={t('albums.title')}>
        {albums.length > 0 ? (
          <Segmented
            label={t('songs.sort')}
            value={order}
            options={orders()}
            onChange={(sort) => setParams(sort === 'added' ? {} : { sort }, { replace: true })}
          />
        ) : null}
      </PageHeader>
      {query.isError && albums.length === 0 ? (
        <FailedQuery title={t('albums.failed')} query={query} />
      ) : null}
      {query.isPending ? (
        <CardGridSkeleton>
          <CardSkeleton />
        </CardGridSkeleton>
      ) : null}
      {query.isSuccess && albums.length === 0 ? (
        <EmptyState
          icon={<Disc3 aria-hidden />}
          title={t('albums.empty.title')}
          text={t('albums.empty.text')}
          className="pt-24"
        />
      ) : null}
      {albums.length > 0 ? (
        <CardGrid
          key={order}
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
