import { useQuery } from '@tanstack/react-query';
import { t } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { genresQuery } from './queries.ts';

interface GenreFilterProps {
  genre: string | undefined;
  onChange: (genre: string | null) => void;
}

/** Narrows a list to one genre; not there where the library has none. */
export function GenreFilter({ genre, onChange }: GenreFilterProps) {
  const genres = useQuery(genresQuery).data ?? [];
  if (genres.length === 0 && !genre) return null;
  const names = genres.map(({ name }) => name);
  const all = genre && !names.includes(genre) ? [genre, ...names] : names;
  const options = [
    { value: '', label: t('songs.allGenres') },
    ...all.map((name) => ({ value: name, label: name })),
  ];
  return (
    <Choice
      label={t('details.genre')}
      value={genre ?? ''}
      options={options}
      onChange={(value) => onChange(value || null)}
    />
  );
}
