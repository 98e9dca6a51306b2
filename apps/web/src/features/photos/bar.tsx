import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MediaSelection } from './use-media-selection.ts';

/** What can be done with the selected items, above the player. */
export function BulkBar({
  selection,
  children,
}: {
  selection: MediaSelection;
  children: ReactNode;
}) {
  const count = selection.items.length;
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label={t('photos.selected')}
      className="sticky bottom-0 z-30 mx-auto mt-6 flex w-fit max-w-full animate-rise flex-wrap items-center justify-center gap-1 rounded-3xl border border-line bg-raised px-2 py-1.5 shadow-float"
    >
      <IconButton label={t('selection.clear')} size="sm" onClick={selection.clear}>
        <X />
      </IconButton>
      <p role="status" className="nums mr-2 whitespace-nowrap px-1 font-semibold text-sm">
        {t('selection.count', { count })}
      </p>
      {children}
    </div>
  );
}
