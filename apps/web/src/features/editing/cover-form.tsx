import { type Album, endpoints } from '@madrigal/contract';
import { ImageUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCatalogueChange } from './changes.ts';
import { CoverCrop, squareOf } from './cover-crop.tsx';
import type { View } from './crop.ts';
import { closeEditor } from './edit-target.ts';

/** Chooses a picture and the square of it that becomes the cover. */
export function CoverForm({ album }: { album: Album }) {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [view, setView] = useState<View>({ zoom: 1, x: 0.5, y: 0.5 });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const save = useCatalogueChange(
    async (from: ImageBitmap) =>
      request(endpoints.setAlbumCover, {
        params: { albumId: album.id },
        body: { picture: await squareOf(from, view) },
      }),
    () => {
      toast.success(t('editing.cover.saved'));
      closeEditor();
    },
  );
  const open = async (file: File | undefined) => {
    if (!file) return;
    try {
      setPicture(await createImageBitmap(file));
      setView({ zoom: 1, x: 0.5, y: 0.5 });
    } catch {
      toast.error(t('editing.cover.unreadable'));
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void open(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className="flex grow flex-col gap-5 overflow-y-auto px-7 pt-2 pb-9"
    >
      {picture ? (
        <CoverCrop picture={picture} view={view} onChange={setView} />
      ) : (
        <Cover
          url={album.coverUrl}
          seed={album.id}
          eager
          className={cn('w-full rounded-3xl shadow-cover', over && 'ring-4 ring-accent')}
        />
      )}
      <p className="text-pretty text-ink-soft text-sm">{t('editing.cover.drop')}</p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        data-testid="cover-input"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant={picture ? 'secondary' : 'primary'} onClick={() => input.current?.click()}>
          <ImageUp aria-hidden />
          {t('editing.cover.choose')}
        </Button>
        {picture ? (
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(picture)}>
            {t('app.save')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
