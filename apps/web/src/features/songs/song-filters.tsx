import type { SongOrder } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { GenreFilter } from './genre-filter.tsx';
import { FilterBar, SortChoice, useListFilter, YearFilter, yearIn } from './list-filter.tsx';
import { NameFilter } from './name-filter.tsx';
import type { SongFilter } from './queries.ts';

const orders = () =>
  [
    { value: 'added', label: t('songs.sort.added') },
    { value: 'title', label: t('songs.sort.title') },
    { value: 'artist', label: t('songs.sort.artist') },
    { value: 'album', label: t('songs.sort.album') },
    { value: 'year', label: t('songs.sort.year') },
    { value: 'plays', label: t('songs.sort.plays') },
  ] as const satisfies { value: SongOrder; label: string }[];

/** Which songs are listed, and in which order: part of the address. */
export function useSongFilter() {
  const { params, ...state } = useListFilter(['genre', 'year', 'artist', 'album']);
  const filter: SongFilter = {
    order: orders().find(({ value }) => value === params.get('sort'))?.value ?? 'added',
    genre: params.get('genre') ?? undefined,
    year: yearIn(params),
    artistId: params.get('artist') ?? undefined,
    albumId: params.get('album') ?? undefined,
  };
  return { ...state, filter };
}

/** Narrows the list of songs and puts it in order. */
export function SongFilters({ state }: { state: ReturnType<typeof useSongFilter> }) {
  const { filter, narrowed, change, clear } = state;
  return (
    <FilterBar label={t('songs.filter')} narrowed={narrowed} onClear={clear}>
      <SortChoice orders={orders()} order={filter.order} onChange={(sort) => change({ sort })} />
      <GenreFilter genre={filter.genre} onChange={(genre) => change({ genre })} />
      <YearFilter year={filter.year} onChange={(year) => change({ year })} />
      <NameFilter of="artists" id={filter.artistId} onChange={(artist) => change({ artist })} />
      <NameFilter of="albums" id={filter.albumId} onChange={(album) => change({ album })} />
    </FilterBar>
  );
}
