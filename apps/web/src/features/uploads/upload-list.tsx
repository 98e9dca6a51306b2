import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useScroller } from '../../ui/scroller.tsx';
import { isActive, isDone, needsAttention, type UploadItem } from './engine/model.ts';
import { UploadRow, uploadRowHeight } from './upload-row.tsx';

/** The uploads, of which only the rows in view are drawn. */
export function UploadList({ items }: { items: readonly UploadItem[] }) {
  const scroller = useScroller();
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  const sorted = useMemo(() => items.toSorted((a, b) => rank(a) - rank(b)), [items]);
  useLayoutEffect(() => {
    if (!list.current || !scroller) return;
    const top = list.current.getBoundingClientRect().top;
    setOffset(top - scroller.getBoundingClientRect().top + scroller.scrollTop);
  }, [scroller]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller,
    estimateSize: () => uploadRowHeight,
    scrollMargin: offset,
    overscan: 6,
    getItemKey: (index) => sorted[index]?.key ?? index,
  });
  return (
    <ul
      ref={list}
      aria-label={t('uploads.list')}
      className="relative mt-5"
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map((row) => {
        const item = sorted[row.index];
        return item ? (
          <li
            key={row.key}
            aria-setsize={sorted.length}
            aria-posinset={row.index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start - offset}px)` }}
          >
            <UploadRow item={item} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

/** What needs the person comes first, then what moves, what waits, and what is done. */
function rank(item: UploadItem): number {
  if (needsAttention(item)) return 0;
  if (isActive(item)) return 1;
  if (item.phase === 'processing') return 2;
  return isDone(item) ? 4 : 3;
}
