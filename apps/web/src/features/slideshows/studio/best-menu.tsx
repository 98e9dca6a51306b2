import { useMutation, useQuery } from '@tanstack/react-query';
import { BookImage, Images, Sparkles } from 'lucide-react';
import { describeError } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem, MenuLabel } from '../../../ui/menu.tsx';
import { toast } from '../../../ui/toast.tsx';
import { bestPhotos, type Photo } from '../photos.ts';
import { photoAlbumsQuery } from './albums-query.ts';
import { bestCount } from './draft.ts';

/** Picks the best photos of an album, or of all. */
export function BestMenu({ onPick }: { onPick: (photos: readonly Photo[]) => void }) {
  const albums = useQuery(photoAlbumsQuery);
  const best = useMutation({
    mutationFn: (photoAlbumId: string | undefined) => bestPhotos(bestCount, photoAlbumId),
    onSuccess: (photos) => {
      if (photos.length === 0) toast.info(t('studio.best.none'));
      else onPick(photos);
    },
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Menu
      trigger={
        <Button busy={best.isPending}>
          <Sparkles aria-hidden />
          {t('studio.best')}
        </Button>
      }
    >
      <p className="max-w-72 text-pretty px-3 pt-2 pb-1.5 text-[13px] text-ink-soft">
        {t('studio.best.text')}
      </p>
      <MenuItem onSelect={() => best.mutate(undefined)}>
        <Images aria-hidden />
        {t('studio.best.all')}
      </MenuItem>
      {albums.data && albums.data.length > 0 ? (
        <>
          <MenuLabel>{t('studio.albums')}</MenuLabel>
          <div className="max-h-72 overflow-y-auto">
            {albums.data.map(({ id, title, itemCount }) => (
              <MenuItem key={id} onSelect={() => best.mutate(id)}>
                <BookImage aria-hidden />
                <span className="max-w-56 grow truncate">{title}</span>
                <span className="text-ink-faint text-xs tabular-nums">{itemCount}</span>
              </MenuItem>
            ))}
          </div>
        </>
      ) : null}
    </Menu>
  );
}
