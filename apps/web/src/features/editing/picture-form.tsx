import { ImageUp, Trash2 } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { toast } from '../../ui/toast.tsx';
import { useCatalogueChange } from './changes.ts';
import { CoverCrop, squareOf } from './cover-crop.tsx';
import type { View } from './crop.ts';

interface PictureFormProps {
  /** What is shown at the moment. */
  children: ReactNode;
  /** The square as a file in base64; null takes the picture off. */
  save: (picture: string | null) => Promise<unknown>;
  /** Whether there is a picture that can be taken off. */
  removable?: boolean;
  onDone: () => void;
}

const whole: View = { zoom: 1, x: 0.5, y: 0.5 };

/** Chooses a picture and the square of it that is shown. */
export function PictureForm({ children, save, removable, onDone }: PictureFormProps) {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [view, setView] = useState(whole);
  const change = useCatalogueChange(
    async (from: ImageBitmap | null) => save(from && (await squareOf(from, view))),
    (from) => {
      toast.success(t(from ? 'editing.cover.saved' : 'editing.cover.removed'));
      onDone();
    },
  );
  const open = async (file: File | undefined) => {
    if (!file) return;
    try {
      setPicture(await createImageBitmap(file));
      setView(whole);
    } catch {
      toast.error(t('editing.cover.unreadable'));
    }
  };
  return (
    <DropTarget onFile={(file) => void open(file)}>
      {picture ? <CoverCrop picture={picture} view={view} onChange={setView} /> : children}
      <p className="text-pretty text-ink-soft text-sm">{t('editing.cover.drop')}</p>
      <div className="flex flex-wrap justify-end gap-3">
        {removable && !picture ? (
          <Button variant="ghost" busy={change.isPending} onClick={() => change.mutate(null)}>
            <Trash2 aria-hidden />
            {t('editing.cover.remove')}
          </Button>
        ) : null}
        <ChooseButton quiet={picture !== null} onFile={(file) => void open(file)} />
        {picture ? (
          <Button variant="primary" busy={change.isPending} onClick={() => change.mutate(picture)}>
            {t('app.save')}
          </Button>
        ) : null}
      </div>
    </DropTarget>
  );
}

interface FileProps {
  onFile: (file: File | undefined) => void;
}

function ChooseButton({ quiet, onFile }: FileProps & { quiet: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        data-testid="cover-input"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => onFile(event.target.files?.[0])}
      />
      <Button variant={quiet ? 'secondary' : 'primary'} onClick={() => input.current?.click()}>
        <ImageUp aria-hidden />
        {t('editing.cover.choose')}
      </Button>
    </>
  );
}

function DropTarget({ onFile, children }: FileProps & { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
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
      className={cn(
        'flex grow flex-col gap-5 overflow-y-auto px-7 pt-2 pb-9',
        over && 'rounded-3xl ring-4 ring-accent ring-inset',
      )}
    >
      {children}
    </div>
  );
}
