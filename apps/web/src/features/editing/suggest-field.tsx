import { endpoints } from '@madrigal/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ComponentProps, useDeferredValue, useId } from 'react';
import { request } from '../../api/request.ts';
import { TextField } from '../../ui/text-field.tsx';

interface SuggestFieldProps extends Omit<ComponentProps<typeof TextField>, 'value'> {
  value: string;
  /** What there is of it in the library already. */
  of: 'albums' | 'artists';
}

/** A field that offers the albums or artists there are; new names may be typed as well. */
export function SuggestField({ of, value, ...rest }: SuggestFieldProps) {
  const id = useId();
  const last = value.split(';').at(-1)?.trim() ?? '';
  const q = useDeferredValue(last);
  const found = useQuery({
    queryKey: ['search', 'suggest', q],
    queryFn: ({ signal }) => request(endpoints.search, { query: { q, limit: 8 } }, signal),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  }).data;
  const names =
    of === 'albums' ? found?.albums.map((a) => a.title) : found?.artists.map((a) => a.name);
  const before = value.slice(0, value.length - last.length);
  return (
    <>
      <TextField {...rest} value={value} list={id} autoComplete="off" />
      <datalist id={id}>
        {[...new Set(names)].map((name) => (
          <option key={name} value={of === 'artists' ? before + name : name} />
        ))}
      </datalist>
    </>
  );
}
