import type { PhotoAlbum } from '@madrigal/contract';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';

/** Leads to the timeline, to choose what goes into an album. */
export function AddPhotosButton({ album }: { album: Pick<PhotoAlbum, 'id'> }) {
  return (
    <Button asChild>
      <Link to={`/photos?into=${album.id}`}>
        <Plus aria-hidden />
        {t('photoAlbums.addPhotos')}
      </Link>
    </Button>
  );
}
