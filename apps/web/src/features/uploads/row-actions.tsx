import { endpoints } from '@madrigal/contract';
import { Pause, Play, RotateCcw, X } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { toast } from '../../ui/toast.tsx';
import { player } from '../player/player.ts';
import { addCollected } from './add-files.ts';
import { collectInput } from './collect.ts';
import { canRetry, isDone, isUnsent, type UploadItem } from './engine/model.ts';
import { uploader } from './uploader.ts';

/** The buttons of a file: what can be done depends on where it is. */
export function RowActions({ item }: { item: UploadItem }) {
  const { key, name, phase } = item;
  return (
    <div className="flex shrink-0 items-center">
      {isDone(item) && item.songId ? (
        <IconButton
          label={t('uploads.play', { name })}
          onClick={() => item.songId && playSong(item.songId)}
        >
          <Play fill="currentColor" />
        </IconButton>
      ) : null}
      {isUnsent(item) && phase !== 'paused' ? (
        <IconButton label={t('uploads.pause', { name })} onClick={() => uploader.pause(key)}>
          <Pause />
        </IconButton>
      ) : null}
      {phase === 'paused' ? (
        <IconButton label={t('uploads.resume', { name })} onClick={() => uploader.resume(key)}>
          <Play />
        </IconButton>
      ) : null}
      {canRetry(item) ? (
        <IconButton label={t('uploads.retry', { name })} onClick={() => uploader.retry(key)}>
          <RotateCcw />
        </IconButton>
      ) : null}
      {phase === 'needs-permission' ? (
        <Button
          size="sm"
          aria-label={t('uploads.continue', { name })}
          onClick={() => void uploader.allow(key)}
        >
          {t('uploads.continueShort')}
        </Button>
      ) : null}
      {phase === 'needs-file' ? <ChooseAgain name={name} /> : null}
      <RemoveButton item={item} />
    </div>
  );
}

function RemoveButton({ item }: { item: UploadItem }) {
  const { key, name, phase } = item;
  if (phase === 'processing' || phase === 'finishing') return null;
  const over = isDone(item) || phase === 'rejected' || phase === 'failed';
  return (
    <IconButton
      label={t(over ? 'uploads.remove' : 'uploads.cancel', { name })}
      onClick={() => uploader.cancel(key)}
    >
      <X />
    </IconButton>
  );
}

/** The uploader recognises the file, whichever row it was chosen for. */
function ChooseAgain({ name }: { name: string }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    if (event.currentTarget.files) void addCollected(collectInput(event.currentTarget.files));
    event.currentTarget.value = '';
  };
  return (
    <>
      <Button
        size="sm"
        aria-label={t('uploads.chooseAgain', { name })}
        onClick={() => input.current?.click()}
      >
        {t('uploads.chooseAgainShort')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('uploads.chooseAgain', { name })}
        onChange={onChange}
      />
    </>
  );
}

async function playSong(songId: string): Promise<void> {
  try {
    player.playFrom([await request(endpoints.getSong, { params: { songId } })], 0);
  } catch (error) {
    toast.error(describeError(error));
  }
}
