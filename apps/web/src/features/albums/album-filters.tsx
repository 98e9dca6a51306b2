import type { AlbumOrder } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { GenreFilter } from '../songs/genre-filter.tsx';
import { FilterBar, SortChoice, useListFilter, YearFilter, yearIn } from '../songs/list-filter.tsx';
import { NameFilter } from '../songs/name-filter.tsx';
import type { AlbumFilter } from './queries.ts';

const orders = () =>
  [
    { value: 'added', label: t('albums.sort.added') },
    { value: 'title', label: t('albums.sort.title') },
    { value: 'artist', label: t('albums.sort.artist') },
    { value: 'year', label: t('albums.sort.year') },
    { value: 'plays', label: t('songs.sort.plays') },
  ] as const satisfies { value: AlbumOrder; label: string }[];

/** Which albums are listed, and in which order: part of the address. */
export function useAlbumFilter() {
  const { params, ...state } = useListFilter(['genre', 'year', 'artist']);
  const filter: AlbumFilter = {
    order: orders().find(({ value }) => value === params.get('sort'))?.value ?? 'added',
    genre: params.get('genre') ?? undefined,
    year: yearIn(params),
    artistId: params.get('artist') ?? undefined,
  };
  return { ...state, filter };
}

/** Narrows the albums and puts them in order. */
export function AlbumFilters({ state }: { state: ReturnType<typeof useAlbumFilter> }) {
  const { filter, narrowed, change, clear } = state;
  return (
    <FilterBar label={t('albums.filter')} narrowed={narrowed} onClear={clear}>
      <SortChoice orders={orders()} order={filter.order} onChange={(sort) => change({ sort })} />
      <GenreFilter genre={filter.genre} onChange={(genre) => change({ genre })} />
      <YearFilter year={filter.year} onChange={(year) => change({ year })} />
      <NameFilter of="artists" id={filter.artistId} onChange={(artist) => change({ artist })} />
    </FilterBar>
  );
}
