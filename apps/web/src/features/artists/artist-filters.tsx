import type { ArtistOrder } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { GenreFilter } from '../songs/genre-filter.tsx';
import { FilterBar, SortChoice, useListFilter } from '../songs/list-filter.tsx';
import type { ArtistFilter } from './queries.ts';

const orders = () =>
  [
    { value: 'name', label: t('artists.sort.name') },
    { value: 'added', label: t('albums.sort.added') },
    { value: 'plays', label: t('songs.sort.plays') },
  ] as const satisfies { value: ArtistOrder; label: string }[];

/** Which artists are listed, and in which order: part of the address. */
export function useArtistFilter() {
  const { params, ...state } = useListFilter(['genre']);
  const filter: ArtistFilter = {
    order: orders().find(({ value }) => value === params.get('sort'))?.value ?? 'name',
    genre: params.get('genre') ?? undefined,
  };
  return { ...state, filter };
}

/** Narrows the artists and puts them in order. */
export function ArtistFilters({ state }: { state: ReturnType<typeof useArtistFilter> }) {
  const { filter, narrowed, change, clear } = state;
  return (
    <FilterBar label={t('artists.filter')} narrowed={narrowed} onClear={clear}>
      <SortChoice orders={orders()} order={filter.order} onChange={(sort) => change({ sort })} />
      <GenreFilter genre={filter.genre} onChange={(genre) => change({ genre })} />
    </FilterBar>
  );
}
