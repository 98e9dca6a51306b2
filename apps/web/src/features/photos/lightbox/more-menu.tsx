import type { MediaItem, PhotoAlbum } from '@madrigal/contract';
import {
  BookImage,
  Download,
  EllipsisVertical,
  FolderMinus,
  FolderPlus,
  Share2,
} from 'lucide-react';
import { t } from '../../../messages/index.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu.tsx';
import { addToAlbum } from '../../photo-albums/add-to-album-store.ts';
import { useEditAlbum, useRemoveFromAlbum } from '../../photo-albums/changes.ts';
import { shareLinks } from '../../sharing/share-store.ts';
import { downloadMedia } from '../download.ts';
import { largestFile, nameOf } from '../media.ts';
import { onDark } from './commands.ts';

interface MoreMenuProps {
  item: MediaItem;
  album: PhotoAlbum | undefined;
  /** After it was taken out of the album. */
  onTakenOut: () => void;
}

/** What can be done with the one photo or video that is shown. */
export function MoreMenu({ item, album, onTakenOut }: MoreMenuProps) {
  const share = () => shareLinks({ kind: 'media', targetId: item.id, title: nameOf(item) });
  return (
    <>
      <IconButton label={t('share.open')} className={onDark} onClick={share}>
        <Share2 />
      </IconButton>
      <Menu
        trigger={
          <IconButton label={t('photos.more')} className={onDark}>
            <EllipsisVertical />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => addToAlbum([item])}>
          <FolderPlus aria-hidden />
          {t('photoAlbums.add')}
        </MenuItem>
        {album ? <AlbumItems item={item} album={album} onTakenOut={onTakenOut} /> : null}
        <MenuSeparator />
        <MenuItem onSelect={() => void downloadMedia(item.id, 'original')}>
          <Download aria-hidden />
          {t('photos.download.original')}
        </MenuItem>
        {largestFile(item) ? (
          <MenuItem onSelect={() => void downloadMedia(item.id, 'shown')}>
            <Download aria-hidden />
            {t(item.kind === 'video' ? 'photos.download.mp4' : 'photos.download.jpeg')}
          </MenuItem>
        ) : null}
      </Menu>
    </>
  );
}

function AlbumItems({ item, album, onTakenOut }: MoreMenuProps & { album: PhotoAlbum }) {
  const edit = useEditAlbum(album.id);
  const takeOut = useRemoveFromAlbum();
  return (
    <>
      <MenuItem onSelect={() => edit.mutate({ coverMediaId: item.id })}>
        <BookImage aria-hidden />
        {t('photoAlbums.cover')}
      </MenuItem>
      <MenuItem
        onSelect={() => {
          onTakenOut();
          takeOut.mutate({ album, items: [item] });
        }}
      >
        <FolderMinus aria-hidden />
        {t('photoAlbums.takeOut')}
      </MenuItem>
    </>
  );
}
