import type { PhotoAlbum } from '@madrigal/contract';
import { ArrowUpDown, Check, Clapperboard, Pencil, Share2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { shareLinks } from '../sharing/share-store.ts';
import { AddPhotosButton } from './add-photos-button.tsx';
import { AlbumDialog } from './album-dialog.tsx';
import { AlbumUpload } from './album-upload.tsx';
import { useDeleteAlbum, useEditAlbum } from './changes.ts';

interface AlbumActionsProps {
  album: PhotoAlbum;
  arranging: boolean;
  onArrange: (arranging: boolean) => void;
  onDeleted: () => void;
}

/** What can be done with an album as a whole. */
export function AlbumActions({ album, arranging, onArrange, onDeleted }: AlbumActionsProps) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const close = () => setOpen(null);
  const edit = useEditAlbum(album.id);
  const remove = useDeleteAlbum(onDeleted);
  if (arranging) {
    return (
      <div className="flex flex-wrap items-center gap-4">
        <p className="text-ink-soft text-sm">{t('photoAlbums.arrange.text')}</p>
        <Button variant="primary" onClick={() => onArrange(false)}>
          <Check aria-hidden />
          {t('photoAlbums.arrange.done')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      {album.itemCount > 1 ? (
        <Button variant="primary" asChild>
          <Link to={`/slideshows/new?album=${album.id}`}>
            <Clapperboard aria-hidden />
            {t('photoAlbums.slideshow')}
          </Link>
        </Button>
      ) : null}
      <Button
        onClick={() => shareLinks({ kind: 'photo_album', targetId: album.id, title: album.title })}
      >
        <Share2 aria-hidden />
        {t('share.open')}
      </Button>
      <AddPhotosButton album={album} />
      <AlbumUpload photoAlbumId={album.id} />
      {album.itemCount > 1 ? (
        <IconButton label={t('photoAlbums.arrange')} onClick={() => onArrange(true)}>
          <ArrowUpDown />
        </IconButton>
      ) : null}
      <IconButton label={t('photoAlbums.edit')} onClick={() => setOpen('edit')}>
        <Pencil />
      </IconButton>
      <IconButton label={t('photoAlbums.delete')} onClick={() => setOpen('delete')}>
        <Trash2 />
      </IconButton>
      <AlbumDialog
        open={open === 'edit'}
        onClose={close}
        heading={t('photoAlbums.edit')}
        submitLabel={t('app.save')}
        initial={album}
        busy={edit.isPending}
        onSubmit={(values) => edit.mutate(values, { onSuccess: close })}
      />
      <Confirm
        open={open === 'delete'}
        onClose={close}
        title={t('photoAlbums.delete.title', { title: album.title })}
        text={t('photoAlbums.delete.text')}
      >
        <Button onClick={close}>{t('app.cancel')}</Button>
        <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate(album.id)}>
          {t('photoAlbums.delete')}
        </Button>
      </Confirm>
    </div>
  );
}
