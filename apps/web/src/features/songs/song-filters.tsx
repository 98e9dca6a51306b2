import type { SongOrder } from '@madrigal/contract';
import { FilterX } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { GenreFilter } from './genre-filter.tsx';
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

const conditions = ['genre', 'year', 'artist', 'album'] as const;
type Name = (typeof conditions)[number] | 'sort';

/** Which songs are listed, and in which order: part of the address. */
export function useSongFilter() {
  const [params, setParams] = useSearchParams();
  const year = Number(params.get('year'));
  const filter: SongFilter = {
    order: orders().find(({ value }) => value === params.get('sort'))?.value ?? 'added',
    genre: params.get('genre') ?? undefined,
    year: params.has('year') && Number.isInteger(year) ? year : undefined,
    artistId: params.get('artist') ?? undefined,
    albumId: params.get('album') ?? undefined,
  };
  const change = (changes: Partial<Record<Name, string | null>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { preventScrollReset: true, replace: true },
    );
  const clear = () => change(Object.fromEntries(conditions.map((name) => [name, null])));
  return { filter, narrowed: conditions.some((name) => params.has(name)), change, clear };
}

/** Narrows the list of songs and puts it in order. */
export function SongFilters({ state }: { state: ReturnType<typeof useSongFilter> }) {
  const { filter, narrowed, change, clear } = state;
  return (
    <search
      aria-label={t('songs.filter')}
      className="mb-6 flex items-center gap-2 max-sm:-mx-5 max-sm:overflow-x-auto max-sm:px-5 max-sm:py-1 max-sm:[scrollbar-width:none] sm:flex-wrap max-sm:[&>*]:shrink-0"
    >
      <Choice
        label={t('songs.sort')}
        value={filter.order}
        options={orders()}
        onChange={(value) => change({ sort: value === 'added' ? null : value })}
      />
      <GenreFilter genre={filter.genre} onChange={(genre) => change({ genre })} />
      <YearFilter year={filter.year} onChange={(year) => change({ year })} />
      <NameFilter of="artists" id={filter.artistId} onChange={(artist) => change({ artist })} />
      <NameFilter of="albums" id={filter.albumId} onChange={(album) => change({ album })} />
      {narrowed ? (
        <Button variant="ghost" size="sm" onClick={clear}>
          <FilterX aria-hidden />
          {t('songs.filter.clear')}
        </Button>
      ) : null}
    </search>
  );
}

interface YearFilterProps {
  year: number | undefined;
  onChange: (year: string | null) => void;
}

function YearFilter({ year, onChange }: YearFilterProps) {
  const [text, setText] = useState(year === undefined ? '' : String(year));
  const [shown, setShown] = useState(year);
  if (shown !== year) {
    setShown(year);
    setText(year === undefined ? '' : String(year));
  }
  return (
    <input
      type="number"
      inputMode="numeric"
      min={0}
      max={9999}
      aria-label={t('songs.filter.year')}
      placeholder={t('songs.filter.year')}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        if (target.value === '') onChange(null);
        else if (/^\d{4}$/.test(target.value)) onChange(target.value);
      }}
      className="nums h-10 w-24 rounded-full bg-hover px-4 text-sm placeholder:text-ink-soft hover:bg-pressed"
    />
  );
}
