import { type Artist, type ArtistDetails, endpoints } from '@madrigal/contract';
import { Eye, EyeOff, ImageUp, Merge, Pencil, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { mayHaveDrafts, useCatalogueChange, useDeleteArtist } from './changes.ts';
import { edit } from './edit-target.ts';

/** What only admins can do with an artist. */
export function ArtistAdminItems({ artist }: { artist: ArtistDetails }) {
  const navigate = useNavigate();
  const remove = useDeleteArtist(() => void navigate('/artists'));
  const publish = usePublishArtist(artist);
  return (
    <>
      <MenuItem onSelect={() => edit({ kind: 'artist', artist })}>
        <Pencil aria-hidden />
        {t('editing.title.artist')}
      </MenuItem>
      <MenuItem onSelect={() => edit({ kind: 'picture', artist })}>
        <ImageUp aria-hidden />
        {t('editing.title.picture')}
      </MenuItem>
      <MenuItem onSelect={() => edit({ kind: 'merge', artist })}>
        <Merge aria-hidden />
        {t('editing.title.merge')}
      </MenuItem>
      <MenuSeparator />
      {mayHaveDrafts(artist.songs) ? (
        <MenuItem onSelect={() => publish.mutate(true)}>
          <Eye aria-hidden />
          {t('editing.publishArtist')}
        </MenuItem>
      ) : null}
      {artist.songCount > 0 ? (
        <MenuItem onSelect={() => publish.mutate(false)}>
          <EyeOff aria-hidden />
          {t('editing.hideArtist')}
        </MenuItem>
      ) : null}
      <MenuItem onSelect={() => remove.mutate(artist)}>
        <Trash2 aria-hidden />
        {t('editing.deleteArtist')}
      </MenuItem>
    </>
  );
}

function usePublishArtist({ id, name, songCount }: Artist) {
  return useCatalogueChange(
    (published: boolean) =>
      request(endpoints.updateArtist, { params: { artistId: id }, body: { published } }),
    (published, after) => {
      const count = Math.abs(after.songCount - songCount);
      if (count === 0) toast(t('editing.nothingOfArtist', { name }));
      else toast.success(t(published ? 'editing.published' : 'editing.hidden', { count }));
    },
  );
}
