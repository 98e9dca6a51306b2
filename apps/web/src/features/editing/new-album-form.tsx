import { endpoints, type Song } from '@madrigal/contract';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { AlbumNames } from './album-form.tsx';
import { editSongs, useCatalogueChange } from './changes.ts';
import { closeEditor } from './edit-target.ts';
import { commonAlbumArtist } from './song-edit.ts';

/** Makes an album of songs, which leave theirs, and shows it. */
export function NewAlbumForm({ songs }: { songs: readonly Song[] }) {
  const [title, setTitle] = useState('');
  const [artistName, setArtistName] = useState(() => commonAlbumArtist(songs));
  const navigate = useNavigate();
  const make = useCatalogueChange(
    async (album: { title: string; artistName: string }) => {
      await editSongs({ songs, edit: { album } });
      const song = await request(endpoints.getSong, { params: { songId: songs[0]?.id ?? '' } });
      await navigate(`/albums/${song.album.id}`);
    },
    (album) => {
      toast.success(t('editing.albumMade', { title: album.title }));
      closeEditor();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!title.trim() || !artistName.trim()) return;
    make.mutate({ title: title.trim(), artistName: artistName.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 px-7 pt-2 pb-9">
      <p className="text-pretty text-ink-soft text-sm">
        {t('editing.newAlbum.text', { count: songs.length })}
      </p>
      <AlbumNames
        title={title}
        onTitle={setTitle}
        artistName={artistName}
        onArtistName={setArtistName}
      />
      <Button type="submit" variant="primary" busy={make.isPending} className="self-end">
        {t('editing.newAlbum.make')}
      </Button>
    </form>
  );
}
