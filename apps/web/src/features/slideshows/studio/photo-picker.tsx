import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Check, Images } from 'lucide-react';
import { useState } from 'react';
import { itemsOf } from '../../../api/pages.ts';
import { formatClock, formatDate } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { cn } from '../../../ui/cn.ts';
import { Sheet } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FailedQuery } from '../../../ui/failure.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { type Photo, photosQuery } from '../photos.ts';
import { photoAlbumsQuery } from './albums-query.ts';
import { ClipBadge } from './clip-badge.tsx';

interface PhotoPickerProps {
  open: boolean;
  onClose: () => void;
  chosen: readonly Photo[];
  onChoose: (photos: readonly Photo[]) => void;
}

/** All photos to choose from, the newest first. */
export function PhotoPicker({ open, onClose, chosen, onChoose }: PhotoPickerProps) {
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('studio.picker.title')}
      closeLabel={t('app.close')}
      titled
    >
      <Picker chosen={chosen} onChoose={onChoose} />
    </Sheet>
  );
}

const grid = 'grid grid-cols-3 gap-1.5';

function Picker({ chosen, onChoose }: Pick<PhotoPickerProps, 'chosen' | 'onChoose'>) {
  const [picked, setPicked] = useState<ReadonlyMap<string, Photo>>(
    () => new Map(chosen.map((photo) => [photo.id, photo])),
  );
  const toggle = (photo: Photo) => {
    const next = new Map(picked);
    if (!next.delete(photo.id)) next.set(photo.id, photo);
    setPicked(next);
  };
  const [albumId, setAlbumId] = useState<string>();
  const query = useInfiniteQuery(photosQuery(albumId));
  const photos = itemsOf(query.data);
  return (
    <>
      <AlbumChips albumId={albumId} onChoose={setAlbumId} />
      <div className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-4">
        {query.isPending ? <PicturesSkeleton /> : null}
        {query.isError && photos.length === 0 ? (
          <FailedQuery title={t('studio.picker.failed')} query={query} />
        ) : null}
        {query.isSuccess && photos.length === 0 ? (
          <EmptyState
            icon={<Images aria-hidden />}
            title={t('studio.picker.none')}
            text={t('studio.picker.none.text')}
          />
        ) : null}
        <ul className={grid}>
          {photos.map((photo) => (
            <li key={photo.id}>
              <Thumb photo={photo} on={picked.has(photo.id)} onToggle={() => toggle(photo)} />
            </li>
          ))}
        </ul>
        {query.hasNextPage ? (
          <Button
            className="mx-auto mt-5 flex"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('studio.picker.more')}
          </Button>
        ) : null}
      </div>
      <div className="border-line border-t px-5 py-4">
        <Button
          variant="primary"
          size="lg"
          className="w-full"
          disabled={picked.size === 0}
          onClick={() => onChoose([...picked.values()])}
        >
          {t('studio.picker.done', { count: picked.size })}
        </Button>
      </div>
    </>
  );
}

interface AlbumChipsProps {
  albumId: string | undefined;
  onChoose: (albumId: string | undefined) => void;
}

/** Narrows the photos down to an album; nothing where there is none. */
function AlbumChips({ albumId, onChoose }: AlbumChipsProps) {
  const { data: albums = [] } = useQuery(photoAlbumsQuery);
  if (albums.length === 0) return null;
  const choices = [{ id: undefined, title: t('studio.picker.all') }, ...albums];
  return (
    <ul
      aria-label={t('studio.albums')}
      className="no-scrollbar flex shrink-0 gap-2 overflow-x-auto px-5 pt-1 pb-3"
    >
      {choices.map(({ id, title }) => (
        <li key={id ?? ''}>
          <button
            type="button"
            aria-pressed={id === albumId}
            onClick={() => onChoose(id)}
            className="h-9 max-w-52 truncate rounded-full bg-hover px-4 font-medium text-[13px] text-ink-soft -outline-offset-2 hover:text-ink aria-pressed:bg-ink aria-pressed:text-canvas"
          >
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Thumb({ photo, on, onToggle }: { photo: Photo; on: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={nameOf(photo)}
      onClick={onToggle}
      className="relative block aspect-square w-full overflow-hidden rounded-xl bg-sunken"
    >
      <img
        src={photo.thumbUrl}
        alt=""
        loading="lazy"
        className={cn('size-full object-cover transition-transform', on && 'scale-90 rounded-lg')}
      />
      {photo.durationMs === null ? null : (
        <ClipBadge ms={photo.durationMs} className="bottom-1.5 left-1.5" />
      )}
      <span
        className={cn(
          'absolute right-1.5 bottom-1.5 grid size-6 place-items-center rounded-full border-2 border-white bg-black/35 shadow',
          on && 'border-accent bg-accent text-on-accent',
        )}
      >
        {on ? <Check aria-hidden className="size-4" /> : null}
      </span>
    </button>
  );
}

function nameOf({ capturedAt, durationMs }: Photo): string {
  const date = formatDate(capturedAt);
  if (durationMs === null) return t('studio.picker.photo', { date });
  return t('studio.picker.video', { date, length: formatClock(durationMs) });
}

function PicturesSkeleton() {
  return (
    <div className={grid}>
      {Array.from({ length: 15 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <Skeleton key={index} className="aspect-square rounded-xl" />
      ))}
    </div>
  );
}
