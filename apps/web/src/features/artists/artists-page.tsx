import { useInfiniteQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useCallback } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { CardGrid, CardGridSkeleton } from '../../ui/card-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { CardSkeleton } from '../albums/album-card.tsx';
import { NothingFits } from '../songs/nothing-fits.tsx';
import { ArtistCard, artistTextHeight } from './artist-card.tsx';
import { ArtistFilters, useArtistFilter } from './artist-filters.tsx';
import { artistsQuery } from './queries.ts';

/** Everyone who made the music. Order and condition are part of the address. */
export function ArtistsPage() {
  const state = useArtistFilter();
  const { filter, narrowed, change, clear } = state;
  const query = useInfiniteQuery(artistsQuery(filter));
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const artists = itemsOf(query.data);
  const isEmpty = query.isSuccess && artists.length === 0;
  const isEmptyLibrary = isEmpty && !narrowed && filter.order !== 'plays';
  return (
    <Page>
      <PageHeader title={t('artists.title')} />
      {isEmptyLibrary ? null : <ArtistFilters state={state} />}
      {query.isError && artists.length === 0 ? (
        <FailedQuery title={t('artists.failed')} query={query} />
      ) : null}
      {query.isPending ? (
        <CardGridSkeleton>
          <CardSkeleton round />
        </CardGridSkeleton>
      ) : null}
      {isEmpty && !isEmptyLibrary ? (
        <NothingFits
          of="artists"
          icon={<UsersRound aria-hidden />}
          narrowed={narrowed}
          onClear={narrowed ? clear : () => change({ sort: null })}
        />
      ) : null}
      {isEmptyLibrary ? (
        <EmptyState
          icon={<UsersRound aria-hidden />}
          title={t('artists.empty.title')}
          text={t('artists.empty.text')}
          className="pt-24"
        />
      ) : null}
      {artists.length > 0 ? (
        <CardGrid
          key={JSON.stringify(filter)}
          label={t('artists.title')}
          items={artists}
          keyOf={(artist) => artist.id}
          textHeight={artistTextHeight}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
        >
          {(artist) => <ArtistCard artist={artist} />}
        </CardGrid>
      ) : null}
    </Page>
  );
}
