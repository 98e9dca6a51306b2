import type { MediaItem } from '@madrigal/contract';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { BulkBar } from './bar.tsx';
import { useRemoveMedia, useRestoreMedia } from './changes.ts';
import type { MediaSelection } from './use-media-selection.ts';

interface TrashBarProps {
  /** All of the trash that is loaded. */
  items: readonly MediaItem[];
  selection: MediaSelection;
}

/** Brings back what is selected, or removes it for good. */
export function TrashBar({ items, selection }: TrashBarProps) {
  const [asking, setAsking] = useState(false);
  const restore = useRestoreMedia();
  const remove = useRemoveMedia();
  const chosen = selection.items;
  const onSuccess = () => {
    setAsking(false);
    selection.clear();
  };
  return (
    <>
      <BulkBar selection={selection}>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => selection.toggleAll(items.map(({ id }) => id))}
        >
          {t('selection.all')}
        </Button>
        <Button
          size="sm"
          variant="primary"
          busy={restore.isPending}
          onClick={() => restore.mutate(chosen, { onSuccess })}
        >
          <RotateCcw aria-hidden />
          {t('editing.restore')}
        </Button>
        <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          {t('photos.remove')}
        </Button>
      </BulkBar>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('photos.remove.title', { count: chosen.length })}
        text={t('photos.remove.text')}
      >
        <Button onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
        <Button
          variant="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate(chosen, { onSuccess })}
        >
          {t('photos.remove')}
        </Button>
      </Confirm>
    </>
  );
}
