import { useQuery } from '@tanstack/react-query';
import { FolderPlus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { BulkBar } from '../photos/bar.tsx';
import type { MediaSelection } from '../photos/use-media-selection.ts';
import { useAddToAlbum } from './changes.ts';
import { photoAlbumQuery } from './queries.ts';

interface IntoAlbumBarProps {
  photoAlbumId: string;
  selection: MediaSelection;
}

/** Puts what is chosen from the timeline into the album that asked for it, and leads back there. */
export function IntoAlbumBar({ photoAlbumId, selection }: IntoAlbumBarProps) {
  const album = useQuery(photoAlbumQuery(photoAlbumId)).data;
  const navigate = useNavigate();
  const back = () => void navigate(`/photos/albums/${photoAlbumId}`);
  const add = useAddToAlbum(({ title }, items) => {
    toast.success(t('photoAlbums.added', { count: items.length, title }));
    back();
  });
  if (!album) return null;
  if (selection.items.length === 0) {
    return (
      <div className="sticky bottom-0 z-30 mx-auto mt-6 flex w-fit max-w-full items-center gap-4 rounded-3xl border border-line bg-raised py-2 pr-2 pl-5 text-sm shadow-float">
        <p className="min-w-0 truncate">{t('photoAlbums.into.text', { title: album.title })}</p>
        <Button size="sm" onClick={back}>
          {t('app.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <BulkBar selection={selection}>
      <Button
        size="sm"
        variant="primary"
        className="min-w-0"
        busy={add.isPending}
        onClick={() => add.mutate({ album, items: selection.items })}
      >
        <FolderPlus aria-hidden />
        <span className="max-w-60 truncate">{t('photoAlbums.into', { title: album.title })}</span>
      </Button>
    </BulkBar>
  );
}
