import type { Playlist } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { NewOne, PickList } from '../../ui/pick-list.tsx';
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
  const all = itemsOf(query.data);
  const playlists = all.filter(({ rules }) => rules === null);
  const choose = (playlist: Playlist) => {
    add.mutate({ playlist, songs });
    close();
  };
  return (
    <>
      <NewPlaylist />
      {query.isPending ? <RowsSkeleton /> : null}
      <PickList
        items={playlists}
        show={(playlist) => ({
          key: playlist.id,
          cover: <PlaylistCover playlist={playlist} className="size-12 rounded-lg" />,
          title: playlist.name,
          text: t('songs.count', { count: playlist.itemCount }),
        })}
        onPick={choose}
      >
        {query.hasNextPage ? (
          <Button size="sm" className="mt-3" onClick={() => void query.fetchNextPage()}>
            {t('app.more')}
          </Button>
        ) : null}
      </PickList>
    </>
  );
}

function NewPlaylist() {
  const songs = useAddToPlaylist((state) => state.songs) ?? [];
  const create = useCreatePlaylist((playlist) => {
    toast.success(t('playlists.added', { count: songs.length, name: playlist.name }));
    close();
  });
  return (
    <NewOne
      label={t('playlists.new')}
      submitLabel={t('playlists.create')}
      maxLength={200}
      busy={create.isPending}
      onCreate={(name) => create.mutate({ name, songs })}
    />
  );
}
