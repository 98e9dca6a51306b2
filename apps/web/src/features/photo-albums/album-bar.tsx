import type { PhotoAlbum } from '@madrigal/contract';
import { BookImage, FolderMinus } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { MediaSelectionBar } from '../photos/selection-bar.tsx';
import type { MediaSelection } from '../photos/use-media-selection.ts';
import { useEditAlbum, useRemoveFromAlbum } from './changes.ts';

interface AlbumBarProps {
  album: PhotoAlbum;
  selection: MediaSelection;
}

/** What can be done with selected items of an album. */
export function AlbumBar({ album, selection }: AlbumBarProps) {
  const { items, clear } = selection;
  const edit = useEditAlbum(album.id);
  const takeOut = useRemoveFromAlbum();
  const [only] = items.length === 1 ? items : [];
  return (
    <MediaSelectionBar selection={selection}>
      {only ? (
        <IconButton
          label={t('photoAlbums.cover')}
          onClick={() => edit.mutate({ coverMediaId: only.id }, { onSuccess: clear })}
        >
          <BookImage />
        </IconButton>
      ) : null}
      <IconButton
        label={t('photoAlbums.takeOut')}
        onClick={() => takeOut.mutate({ album, items }, { onSuccess: clear })}
      >
        <FolderMinus />
      </IconButton>
    </MediaSelectionBar>
  );
}
