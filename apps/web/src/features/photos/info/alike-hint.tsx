import type { MediaItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { similarQuery } from '../queries.ts';

/** Looked at for as long, a photo was not just leafed past. */
const stayMs = 700;

/** Says that others look alike, which may be the same photo once more, and leads to them. */
export function AlikeHint({ item, onOpen }: { item: MediaItem; onOpen: () => void }) {
  const stays = useStays(item.id);
  const mayHave = item.kind === 'image' && item.state === 'ready';
  const query = useQuery({ ...similarQuery(item.id), enabled: mayHave && stays });
  const count = query.data?.items.length ?? 0;
  if (!mayHave || count === 0) return null;
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

/** Whether this has been what is shown for a while: one who leafs on asks the server nothing. */
function useStays(id: string): boolean {
  const [stayedAt, setStayedAt] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStayedAt(id), stayMs);
    return () => clearTimeout(timer);
  }, [id]);
  return stayedAt === id;
}
