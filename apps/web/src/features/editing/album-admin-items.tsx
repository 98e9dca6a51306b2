import { type AlbumDetails, endpoints } from '@madrigal/contract';
import { Eye, EyeOff, ImageUp, Pencil, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { useIsAdmin } from '../account/session.ts';
import { mayHaveDrafts, useCatalogueChange, useDeleteAlbum } from './changes.ts';
import { edit } from './edit-target.ts';

/** What only admins can do with an album. */
export function AlbumAdminItems({ album }: { album: AlbumDetails }) {
  return useIsAdmin() ? <Items album={album} /> : null;
}

function Items({ album }: { album: AlbumDetails }) {
  const navigate = useNavigate();
  const remove = useDeleteAlbum();
  const publish = useCatalogueChange(
    (published: boolean) =>
      request(endpoints.updateAlbum, { params: { albumId: album.id }, body: { published } }),
    (published, { songCount }) =>
      toast.success(
        published
          ? t('editing.published', { count: songCount })
          : t('editing.hidden', { count: album.songCount }),
      ),
  );
  const removeAndLeave = () => {
    remove.mutate(album);
    void navigate('/albums');
  };
  return (
    <>
      <MenuSeparator />
      <MenuItem onSelect={() => edit({ kind: 'album', album })}>
        <Pencil aria-hidden />
        {t('editing.title.album')}
      </MenuItem>
      <MenuItem onSelect={() => edit({ kind: 'cover', album })}>
        <ImageUp aria-hidden />
        {t('editing.title.cover')}
      </MenuItem>
      <MenuItem onSelect={() => edit({ kind: 'songs', songs: album.songs.items })}>
        <Pencil aria-hidden />
        {t('editing.allSongs')}
      </MenuItem>
      {mayHaveDrafts(album.songs) ? (
        <MenuItem onSelect={() => publish.mutate(true)}>
          <Eye aria-hidden />
          {t('editing.publishAlbum')}
        </MenuItem>
      ) : null}
      {album.songCount > 0 ? (
        <MenuItem
          onSelect={() => {
            publish.mutate(false);
            void navigate('/albums');
          }}
        >
          <EyeOff aria-hidden />
          {t('editing.hideAlbum')}
        </MenuItem>
      ) : null}
      <MenuItem onSelect={removeAndLeave}>
        <Trash2 aria-hidden />
        {t('editing.deleteAlbum')}
      </MenuItem>
    </>
  );
}
