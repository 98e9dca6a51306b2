import type { MediaItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { t } from '../../../messages/index.ts';
import { similarQuery } from '../queries.ts';

/** Says that others look alike, which may be the same photo once more, and leads to them. */
export function AlikeHint({ item, onOpen }: { item: MediaItem; onOpen: () => void }) {
  const enabled = item.kind === 'image' && item.state === 'ready';
  const count = useQuery({ ...similarQuery(item.id), enabled }).data?.items.length ?? 0;
  if (!enabled || count === 0) return null;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex h-10 items-center gap-2 rounded-full bg-white/15 px-3.5 font-medium text-[13px] text-white hover:bg-white/25"
    >
      <Copy aria-hidden className="size-4" />
      <span className="nums sm:hidden">{count}</span>
      <span className="max-sm:sr-only">{t('photos.similar', { count })}</span>
    </button>
  );
}
