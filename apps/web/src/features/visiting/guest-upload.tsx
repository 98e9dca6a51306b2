import { CircleAlert, CircleCheck, ImagePlus, RotateCw, X } from 'lucide-react';
import { type DragEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { describeItem } from '../uploads/describe.ts';
import {
  canRetry,
  isDone,
  isUnsent,
  needsAttention,
  type UploadItem,
} from '../uploads/engine/model.ts';
import { createGuestUploader, type GuestUploader } from './guest-uploader.ts';

interface GuestUploadProps {
  token: string;
  /** Told when a file has become part of the album. */
  onArrived: () => void;
}

/** Asks visitors to add what they have, and shows how far their own files are. */
export function GuestUpload({ token, onArrived }: GuestUploadProps) {
  const [name, setName] = useState('');
  const [over, setOver] = useState(false);
  const latestName = useRef(name);
  latestName.current = name;
  const input = useRef<HTMLInputElement>(null);
  const uploader = useMemo(
    () => createGuestUploader(token, () => latestName.current.trim()),
    [token],
  );
  const { items } = useSyncExternalStore(uploader.subscribe, uploader.snapshot);
  const arrived = items.filter(isDone).length;
  const tell = useRef(onArrived);
  tell.current = onArrived;
  useEffect(() => {
    if (arrived > 0) tell.current();
  }, [arrived]);
  useWarning(uploader);
  const add = (files: Iterable<File>) =>
    uploader.add(Array.from(files, (file) => ({ file, path: file.name })));
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={t('guest.choose')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        'mb-8 rounded-3xl border-2 border-line-strong/50 border-dashed bg-surface p-6 transition-colors',
        over && 'border-accent bg-accent-wash',
      )}
    >
      <div className="flex flex-wrap items-start gap-x-8 gap-y-5">
        <div className="min-w-0 grow basis-72">
          <h2 className="text-xl">{t('guest.title')}</h2>
          <p className="mt-1 text-pretty text-ink-soft text-sm">{t('guest.text')}</p>
        </div>
        <TextField
          label={t('guest.name')}
          hint={t('guest.name.hint')}
          className="basis-64 max-sm:grow"
          value={name}
          maxLength={100}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          variant="primary"
          size="lg"
          className="max-sm:w-full sm:mt-6"
          onClick={() => input.current?.click()}
        >
          <ImagePlus aria-hidden />
          {t('guest.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept="image/*,video/*"
          data-testid="guest-files"
          aria-label={t('guest.choose')}
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {items.length > 0 ? (
        <ul aria-label={t('guest.list')} className="mt-5 flex max-h-80 flex-col overflow-y-auto">
          {items.map((item) => (
            <Row key={item.key} item={item} uploader={uploader} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Leaving would stop what is on its way. */
function useWarning(uploader: GuestUploader): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (uploader.wouldLose()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [uploader]);
}

function Row({ item, uploader }: { item: UploadItem; uploader: GuestUploader }) {
  const bad = needsAttention(item);
  return (
    <li className="flex min-h-14 items-center gap-3.5 border-line border-t py-2">
      {isDone(item) ? (
        <CircleCheck aria-hidden className="size-5 shrink-0 text-ok" />
      ) : bad ? (
        <CircleAlert aria-hidden className="size-5 shrink-0 text-danger" />
      ) : (
        <Spinner className="size-5 shrink-0 text-ink-faint" />
      )}
      <div className="min-w-0 grow">
        <p className="truncate font-medium text-sm">{item.name}</p>
        {isUnsent(item) && item.sizeBytes > 0 ? (
          <Progress
            label={t('uploads.rowProgress', { name: item.name })}
            value={item.sentBytes / item.sizeBytes}
            tone="accent"
            className="mt-1"
          />
        ) : null}
        <p className={cn('text-[13px] text-ink-soft', bad && 'text-danger')}>
          {isDone(item) ? t('guest.done') : describeItem(item)}
        </p>
      </div>
      {canRetry(item) ? (
        <IconButton
          label={t('guest.retry', { name: item.name })}
          size="sm"
          onClick={() => uploader.retry(item.key)}
        >
          <RotateCw />
        </IconButton>
      ) : null}
      <IconButton
        label={t('guest.remove', { name: item.name })}
        size="sm"
        onClick={() => uploader.cancel(item.key)}
      >
        <X />
      </IconButton>
    </li>
  );
}
