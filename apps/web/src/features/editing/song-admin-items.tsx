import type { Song } from '@madrigal/contract';
import { Eye, EyeOff, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { useIsAdmin } from '../account/session.ts';
import { useDeleteSongs, usePublish, useRestoreSongs } from './changes.ts';
import { edit } from './edit-target.ts';

/** What only admins can do with a song. */
export function SongAdminItems({ song }: { song: Song }) {
  return useIsAdmin() ? <Items song={song} /> : null;
}

function Items({ song }: { song: Song }) {
  const publish = usePublish();
  const remove = useDeleteSongs();
  const restore = useRestoreSongs();
  const songs = [song];
  if (song.state === 'deleted') {
    return (
      <>
        <MenuSeparator />
        <MenuItem onSelect={() => restore.mutate(songs)}>
          <RotateCcw aria-hidden />
          {t('editing.restore')}
        </MenuItem>
      </>
    );
  }
  const hidden = song.state === 'draft';
  return (
    <>
      <MenuSeparator />
      <MenuItem onSelect={() => edit({ kind: 'songs', songs })}>
        <Pencil aria-hidden />
        {t('editing.edit')}
      </MenuItem>
      <MenuItem onSelect={() => publish.mutate({ songs, edit: { published: hidden } })}>
        {hidden ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
        {t(hidden ? 'editing.publish' : 'editing.hide')}
      </MenuItem>
      <MenuItem onSelect={() => remove.mutate(songs)}>
        <Trash2 aria-hidden />
        {t('editing.delete')}
      </MenuItem>
    </>
  );
}
