import { slideshowLimits } from '@madrigal/contract';
import { Clapperboard, Download, Eye, FolderPlus, Tag, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { addToAlbum } from '../photo-albums/add-to-album-store.ts';
import { BulkBar } from './bar.tsx';
import { useDeleteMedia, useEditMany } from './changes.ts';
import { downloadMany } from './download.ts';
import { TagDialog } from './tag-dialog.tsx';
import type { MediaSelection } from './use-media-selection.ts';
import { visibilities } from './visibility.tsx';

interface MediaSelectionBarProps {
  selection: MediaSelection;
  /** What can be done where they are shown. */
  children?: ReactNode;
}

/** What can be done with the selected photos and videos. */
export function MediaSelectionBar({ selection, children }: MediaSelectionBarProps) {
  const { items, clear } = selection;
  const [tagging, setTagging] = useState(false);
  const edit = useEditMany();
  const remove = useDeleteMedia();
  return (
    <>
      <BulkBar selection={selection}>
        <SlideshowButton selection={selection} />
        <IconButton label={t('photoAlbums.add')} onClick={() => addToAlbum(items, clear)}>
          <FolderPlus />
        </IconButton>
        {children}
        <IconButton label={t('photos.tag')} onClick={() => setTagging(true)}>
          <Tag />
        </IconButton>
        <Menu
          side="top"
          trigger={
            <IconButton label={t('photos.visibility')}>
              <Eye />
            </IconButton>
          }
        >
          {visibilities().map(({ value, label, icon }) => (
            <MenuItem
              key={value}
              onSelect={() =>
                edit.mutate({ items, edit: { visibility: value } }, { onSuccess: clear })
              }
            >
              {icon}
              {label}
            </MenuItem>
          ))}
        </Menu>
        <IconButton label={t('photos.download')} onClick={() => void downloadMany(items)}>
          <Download />
        </IconButton>
        <IconButton
          label={t('photos.delete')}
          onClick={() => remove.mutate(items, { onSuccess: clear })}
        >
          <Trash2 />
        </IconButton>
      </BulkBar>
      <TagDialog
        open={tagging}
        onClose={() => setTagging(false)}
        onAdd={(tag) => edit.mutate({ items, edit: { addTags: [tag] } }, { onSuccess: clear })}
      />
    </>
  );
}

function SlideshowButton({ selection: { items } }: { selection: MediaSelection }) {
  const navigate = useNavigate();
  const photos = items.filter(({ kind, state }) => kind === 'image' && state === 'ready');
  const { min, max } = slideshowLimits.photos;
  const open = () => {
    // The order in which they were taken, which a timeline shows backwards.
    const mediaIds = photos.map(({ id }) => id).reverse();
    void navigate('/slideshows/new', { state: { mediaIds } });
  };
  return (
    <Button
      size="sm"
      variant="primary"
      disabled={photos.length < min || photos.length > max}
      onClick={open}
    >
      <Clapperboard aria-hidden />
      {t('photos.makeSlideshow')}
    </Button>
  );
}
