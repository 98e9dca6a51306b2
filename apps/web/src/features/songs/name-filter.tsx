import { endpoints } from '@madrigal/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';

type Kind = 'artists' | 'albums';

interface NameFilterProps {
  of: Kind;
  /** What the list is narrowed to. */
  id: string | undefined;
  onChange: (id: string | null) => void;
}

interface Option {
  id: string;
  label: string;
}

function optionsQuery(of: Kind, q: string) {
  return queryOptions({
    queryKey: ['search', 'filter', of, q],
    queryFn: async ({ signal }): Promise<Option[]> => {
      const found = await request(endpoints.search, { query: { q, limit: 8 } }, signal);
      return of === 'artists'
        ? found.artists.map(({ id, name }) => ({ id, label: name }))
        : found.albums.map(({ id, title, artist }) => ({ id, label: `${title} – ${artist.name}` }));
    },
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
}

function nameQuery(of: Kind, id: string | undefined) {
  return queryOptions({
    queryKey: [of, 'name', id],
    queryFn: async ({ signal }) =>
      of === 'artists'
        ? (await request(endpoints.getArtist, { params: { artistId: id ?? '' } }, signal)).name
        : (await request(endpoints.getAlbum, { params: { albumId: id ?? '' } }, signal)).title,
    enabled: id !== undefined,
  });
}

/** Narrows a list to one artist or album, found while its name is typed. */
export function NameFilter({ of, id, onChange }: NameFilterProps) {
  const chosen = useQuery(nameQuery(of, id)).data;
  if (id === undefined) return <NameInput of={of} onChange={onChange} />;
  const name = chosen ?? t(`songs.filter.${of}`);
  return (
    <button
      type="button"
      onClick={() => onChange(null)}
      aria-label={t('songs.filter.remove', { name })}
      className="flex h-10 max-w-56 items-center gap-2 rounded-full bg-accent-wash pr-3 pl-4 font-medium text-accent-ink text-sm hover:bg-pressed"
    >
      <span className="truncate">{name}</span>
      <X aria-hidden className="size-4 shrink-0" />
    </button>
  );
}

function NameInput({ of, onChange }: Omit<NameFilterProps, 'id'>) {
  const list = useId();
  const [text, setText] = useState('');
  const options = useQuery(optionsQuery(of, useDeferredValue(text.trim()))).data ?? [];
  const choose = (value: string) => {
    setText(value);
    const match = options.find(({ label }) => label === value);
    if (match) onChange(match.id);
  };
  return (
    <>
      <input
        value={text}
        list={list}
        autoComplete="off"
        maxLength={200}
        aria-label={t(`songs.filter.${of}`)}
        placeholder={t(`songs.filter.${of}`)}
        onChange={({ target }) => choose(target.value)}
        onKeyDown={({ key }) => {
          const [first] = options;
          if (key === 'Enter' && first && text.trim()) onChange(first.id);
        }}
        className="h-10 w-36 rounded-full bg-hover px-4 text-sm placeholder:text-ink-soft hover:bg-pressed"
      />
      <datalist id={list}>
        {options.map((option) => (
          <option key={option.id} value={option.label} />
        ))}
      </datalist>
    </>
  );
}
