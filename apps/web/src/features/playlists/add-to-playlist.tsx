import type { Playlist } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useAddToPlaylist } from './add-to-playlist-store.ts';
import { PlaylistCover } from './playlist-cover.tsx';
import { playlistsQuery, useAddSongs, useCreatePlaylist } from './queries.ts';

const close = () => useAddToPlaylist.setState({ songs: null });

/** Which playlist songs are put into; a new one if none fits. */
export function AddToPlaylist() {
  const songs = useAddToPlaylist((state) => state.songs);
  return (
    <Sheet
      open={songs !== null}
      onClose={close}
      title={t('playlists.add')}
      closeLabel={t('app.close')}
      titled
    >
      <div className="grow overflow-y-auto px-7 pt-2 pb-9">
        <Choices />
      </div>
    </Sheet>
  );
}

function Choices() {
  const songs = useAddToPlaylist((state) => state.songs) ?? [];
  const query = useInfiniteQuery(playlistsQuery);
  const add = useAddSongs();
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const playlists = all.filter(({ rules }) => rules === null);
  const choose = (playlist: Playlist) => {
    add.mutate({ playlist, songs });
    close();
  };
  return (
    <>
      <NewPlaylist />
      {query.isPending ? <RowsSkeleton /> : null}
      <ul className="-mx-2 mt-5">
        {playlists.map((playlist) => (
          <li key={playlist.id}>
            <button
              type="button"
              onClick={() => choose(playlist)}
              className="flex w-full items-center gap-3.5 rounded-xl p-2 text-left hover:bg-hover"
            >
              <PlaylistCover playlist={playlist} className="size-12 rounded-lg" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-[15px]">{playlist.name}</span>
                <span className="block text-[13px] text-ink-soft">
                  {t('songs.count', { count: playlist.itemCount })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button size="sm" className="mt-3" onClick={() => void query.fetchNextPage()}>
          {t('app.more')}
        </Button>
      ) : null}
    </>
  );
}

function NewPlaylist() {
  const songs = useAddToPlaylist((state) => state.songs) ?? [];
  const [name, setName] = useState('');
  const create = useCreatePlaylist((playlist) => {
    toast.success(t('playlists.added', { count: songs.length, name: playlist.name }));
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate({ name, songs });
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2.5">
      <TextField
        label={t('playlists.new')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        className="grow"
      />
      <Button
        type="submit"
        variant="primary"
        className="h-12"
        busy={create.isPending}
        disabled={!name.trim()}
      >
        <Plus aria-hidden />
        {t('playlists.create')}
      </Button>
    </form>
  );
}
