import type { Song } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { songQuery } from '../songs/queries.ts';
import { editSongs, useCatalogueChange } from './changes.ts';
import { closeEditor } from './edit-target.ts';
import { commonFields, editOf, type FieldName, faultsOf } from './song-edit.ts';
import { SuggestField } from './suggest-field.tsx';

/** One song, with its lyrics, or what many have in common. */
export function SongForm({ songs }: { songs: readonly Song[] }) {
  const only = songs.length === 1 ? songs[0] : undefined;
  const query = useQuery({
    ...songQuery(only?.id ?? ''),
    enabled: only !== undefined,
    staleTime: 0,
  });
  if (!only) return <Fields songs={songs} lyrics={null} />;
  if (query.data) return <Fields songs={[query.data]} lyrics={query.data.lyrics} />;
  if (query.isPending) return <RowsSkeleton />;
  return <FailedQuery title={t('details.failed')} query={query} />;
}

function Fields({ songs, lyrics }: { songs: readonly Song[]; lyrics: string | null }) {
  // What other people change meanwhile does not change the form under somebody's hands.
  const [{ fields: before, mixed }] = useState(() => commonFields(songs, lyrics));
  const [after, setAfter] = useState(before);
  const [faults, setFaults] = useState<FieldName[]>([]);
  const save = useCatalogueChange(editSongs, () => {
    toast.success(t('editing.saved', { count: songs.length }));
    closeEditor();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(before, after);
    setFaults(found);
    const change = editOf(before, after);
    if (found.length > 0) return;
    if (Object.keys(change).length === 0) closeEditor();
    else save.mutate({ songs, edit: change });
  };
  const field = (name: FieldName) => ({
    label: t(`editing.field.${name}`),
    value: after[name],
    placeholder: mixed.has(name) ? t('editing.several') : undefined,
    fault: faults.includes(name) ? t('editing.fault') : undefined,
    onChange: (event: { target: { value: string } }) =>
      setAfter({ ...after, [name]: event.target.value }),
  });
  const single = songs.length === 1;
  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 grow flex-col">
      <div className="grow space-y-5 overflow-y-auto px-7 pt-2 pb-6">
        {single ? <TextField {...field('title')} maxLength={1000} /> : null}
        <SuggestField of="artists" {...field('artists')} hint={t('editing.artistsHint')} />
        <SuggestField
          of="albums"
          {...field('album')}
          hint={t('editing.albumHint')}
          maxLength={1000}
        />
        <SuggestField of="artists" {...field('albumArtist')} maxLength={1000} />
        <div className="grid grid-cols-3 gap-4">
          <TextField {...field('year')} inputMode="numeric" />
          <TextField {...field('disc')} inputMode="numeric" />
          {single ? <TextField {...field('track')} inputMode="numeric" /> : null}
        </div>
        <TextField {...field('genres')} hint={t('editing.genresHint')} />
        {single ? (
          <TextArea
            {...field('lyrics')}
            hint={t('editing.lyricsHint')}
            rows={8}
            maxLength={200_000}
          />
        ) : null}
      </div>
      <div className="flex justify-end gap-3 border-line border-t px-7 py-5">
        <Button onClick={closeEditor}>{t('app.cancel')}</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t('app.save')}
        </Button>
      </div>
    </form>
  );
}
