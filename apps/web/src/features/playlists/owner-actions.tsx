import { endpoints, type Playlist, type SmartRules } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Share2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm, Sheet } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { toast } from '../../ui/toast.tsx';
import { PictureForm } from '../editing/picture-form.tsx';
import { ShareDialog } from '../sharing/share-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { PlaylistCover } from './playlist-cover.tsx';
import { playlistQuery } from './queries.ts';
import { Together } from './together.tsx';

/** What only the owner of a playlist can do with it. */
export function OwnerActions({ playlist }: { playlist: Playlist }) {
  const [open, setOpen] = useState<'edit' | 'delete' | 'share' | null>(null);
  const close = () => setOpen(null);
  const edit = useEdit(playlist, close);
  return (
    <>
      <Button onClick={() => setOpen('share')}>
        <Share2 aria-hidden />
        {t('share.open')}
      </Button>
      <IconButton label={t('playlist.edit')} onClick={() => setOpen('edit')}>
        <Pencil />
      </IconButton>
      <IconButton label={t('playlist.delete')} onClick={() => setOpen('delete')}>
        <Trash2 />
      </IconButton>
      <ShareDialog
        open={open === 'share'}
        onClose={close}
        target={{ kind: 'playlist', targetId: playlist.id, title: playlist.name }}
      >
        {playlist.rules ? null : <Together playlistId={playlist.id} />}
      </ShareDialog>
      <NameDialog
        open={open === 'edit'}
        onClose={close}
        title={t('playlist.edit')}
        submitLabel={t('app.save')}
        initial={playlist}
        rules={playlist.rules ?? undefined}
        busy={edit.isPending}
        onSubmit={(values) => edit.mutate(values)}
      />
      <DeleteDialog playlist={playlist} open={open === 'delete'} onClose={close} />
    </>
  );
}

function useEdit(playlist: Playlist, onSuccess: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; description: string; rules?: SmartRules }) =>
      request(endpoints.updatePlaylist, { params: { playlistId: playlist.id }, body }),
    onSuccess,
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
}

interface DialogProps {
  playlist: Playlist;
  open: boolean;
  onClose: () => void;
}

function DeleteDialog({ playlist, open, onClose }: DialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => request(endpoints.deletePlaylist, { params: { playlistId: playlist.id } }),
    onSuccess: async () => {
      await navigate('/playlists');
      client.removeQueries({ queryKey: playlistQuery(playlist.id).queryKey });
      void client.invalidateQueries({ queryKey: ['playlists'] });
    },
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('playlist.delete.title', { name: playlist.name })}
      text={t('playlist.delete.text')}
    >
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
        {t('playlist.delete')}
      </Button>
    </Confirm>
  );
}

/** Chooses the cover of a playlist, or takes it off. */
export function CoverDialog({ playlist, open, onClose }: DialogProps) {
  const params = { playlistId: playlist.id };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('playlist.cover')}
      closeLabel={t('app.close')}
      titled
    >
      <PictureForm
        save={(picture) =>
          picture === null
            ? request(endpoints.removePlaylistCover, { params })
            : request(endpoints.setPlaylistCover, { params, body: { picture } })
        }
        removable={playlist.coverUrl !== null}
        onDone={onClose}
      >
        <PlaylistCover playlist={playlist} className="w-full rounded-3xl shadow-cover" />
      </PictureForm>
    </Sheet>
  );
}
