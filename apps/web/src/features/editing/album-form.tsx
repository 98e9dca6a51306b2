import { type Album, endpoints } from '@madrigal/contract';
import { type FormEvent, useState } from 'react';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCatalogueChange } from './changes.ts';
import { closeEditor } from './edit-target.ts';
import { SuggestField } from './suggest-field.tsx';

interface AlbumEdit {
  title: string;
  artistName: string;
  year: number | null;
}

/** Title, artist and year of an album. */
export function AlbumForm({ album }: { album: Album }) {
  const [title, setTitle] = useState(album.title);
  const [artistName, setArtistName] = useState(album.artist.name);
  const [year, setYear] = useState(String(album.year ?? ''));
  const save = useCatalogueChange(
    (body: AlbumEdit) => request(endpoints.updateAlbum, { params: { albumId: album.id }, body }),
    () => {
      toast.success(t('account.saved'));
      closeEditor();
    },
  );
  const yearFault = /^\d{0,4}$/.test(year) ? undefined : t('editing.fault');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (yearFault || !title.trim() || !artistName.trim()) return;
    save.mutate({ title, artistName, year: year === '' ? null : Number(year) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 px-7 pt-2 pb-9">
      <AlbumNames
        title={title}
        onTitle={setTitle}
        artistName={artistName}
        onArtistName={setArtistName}
      />
      <TextField
        label={t('editing.field.year')}
        value={year}
        inputMode="numeric"
        fault={yearFault}
        onChange={(event) => setYear(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={save.isPending} className="self-end">
        {t('app.save')}
      </Button>
    </form>
  );
}

interface AlbumNamesProps {
  title: string;
  onTitle: (title: string) => void;
  artistName: string;
  onArtistName: (name: string) => void;
}

/** What an album is found again by. */
export function AlbumNames({ title, onTitle, artistName, onArtistName }: AlbumNamesProps) {
  return (
    <>
      <TextField
        label={t('editing.field.album')}
        value={title}
        required
        maxLength={1000}
        onChange={(event) => onTitle(event.target.value)}
      />
      <SuggestField
        of="artists"
        label={t('editing.field.albumArtist')}
        value={artistName}
        required
        maxLength={1000}
        onChange={(event) => onArtistName(event.target.value)}
      />
    </>
  );
}
