import type { Song } from '@madrigal/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { rangeWith } from '../../ui/kept-focus.ts';
import { useScroller } from '../../ui/scroller.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useOffsetIn } from '../../ui/use-offset.ts';
import { SelectionBar } from './selection-bar.tsx';
import { rowColumns, SongRow } from './song-row.tsx';
import { type Selection, useSelection } from './use-selection.ts';

const rowHeight = 64;
/** Rows before the end at which the next page is fetched. */
const fetchAhead = 30;
const rowsPerPage = 10;

interface SongTableProps {
  songs: readonly Song[];
  hasMore: boolean;
  onNearEnd: () => void;
  onPlay: (index: number) => void;
}

/** The songs, of which only the rows in view are drawn. Arrows move, Enter plays. */
export function SongTable({ songs, hasMore, onNearEnd, onPlay }: SongTableProps) {
  const scroller = useScroller();
  const body = useRef<HTMLDivElement>(null);
  const offset = useOffsetIn(scroller, body);
  const [current, setCurrent] = useState(0);
  const selection = useSelection(songs);

  const virtual = useVirtualizer({
    count: songs.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    scrollMargin: offset,
    overscan: 8,
    getItemKey: (index) => songs[index]?.id ?? index,
    // The row that the tab key reaches is always there.
    rangeExtractor: (range) => rangeWith(range, [current]),
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= songs.length - fetchAhead) onNearEnd();
  }, [hasMore, last, songs.length, onNearEnd]);

  const moveTo = (index: number) => {
    virtual.scrollToIndex(index, { align: 'auto' });
    setCurrent(index);
    // The row may only be drawn with the next frame.
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (selectByKey(event, current, selection)) return event.preventDefault();
    const target = event.shiftKey ? undefined : movedBy(event.key, current, songs.length);
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  return (
    <>
      {selection.active ? <SelectionBar selection={selection} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: see the rows */}
      <div
        role="grid"
        aria-multiselectable
        aria-label={t('songs.all')}
        aria-rowcount={hasMore ? -1 : songs.length + 1}
      >
        {selection.active ? null : <Header />}
        {/* biome-ignore lint/a11y/useSemanticElements: see the rows */}
        <div
          ref={body}
          role="rowgroup"
          onKeyDown={onKeyDown}
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {rows.map((row) => {
            const song = songs[row.index];
            return song ? (
              <div
                key={row.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start - offset}px)` }}
              >
                <SongRow
                  song={song}
                  index={row.index}
                  current={row.index === current}
                  selected={selection.has(song.id)}
                  selecting={selection.active}
                  onSelect={selection.select}
                  onPlay={onPlay}
                  onFocus={setCurrent}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
    </>
  );
}

function movedBy(key: string, current: number, count: number): number | undefined {
  const target = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + rowsPerPage,
    PageUp: current - rowsPerPage,
    Home: 0,
    End: count - 1,
  }[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

/** Keys as in any grid: Shift and space select a row, Ctrl and A all, Escape none. */
function selectByKey(event: KeyboardEvent, current: number, selection: Selection): boolean {
  if (event.key === ' ' && event.shiftKey) selection.select(current, 'toggle');
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selection.selectAll();
  else if (event.key === 'Escape' && selection.active) selection.clear();
  else return false;
  return true;
}

function Header() {
  const cell = 'font-medium text-ink-faint text-xs';
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows
    // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with the header
    <div
      role="row"
      aria-rowindex={1}
      className={cn(
        rowColumns,
        'h-9 border-line border-b max-md:sr-only',
        'sticky top-0 z-10 mb-1 bg-canvas',
      )}
    >
      <Heading className="text-center">
        <span aria-hidden>#</span>
        <span className="sr-only">{t('songs.column.number')}</span>
      </Heading>
      <Heading className={cell}>{t('songs.column.title')}</Heading>
      <Heading className={cn(cell, 'max-md:hidden')}>{t('songs.column.album')}</Heading>
      <Heading className={cn(cell, 'max-xl:hidden')}>{t('songs.column.added')}</Heading>
      <Heading className={cn(cell, 'text-right max-md:hidden')}>
        {t('songs.column.duration')}
      </Heading>
      <Heading>
        <span className="sr-only">{t('songs.column.actions')}</span>
      </Heading>
    </div>
  );
}

function Heading({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows
    // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it
    <div role="columnheader" className={cn('font-medium text-ink-faint text-xs', className)}>
      {children}
    </div>
  );
}

const placeholders = Array.from({ length: 9 }, (_, i) => `row-${i}`);

/** The table before its songs are there. */
export function SongTableSkeleton() {
  return (
    <div aria-hidden className="mt-10">
      {placeholders.map((row) => (
        <div key={row} className={cn(rowColumns, 'h-16')}>
          <Skeleton className="hidden h-4 w-5 justify-self-center md:block" />
          <div className="flex items-center gap-3.5">
            <Skeleton className="size-12" />
            <div className="grow space-y-2">
              <Skeleton className="h-3.5 w-2/5" />
              <Skeleton className="h-3 w-1/4" />
            </div>
          </div>
          <Skeleton className="hidden h-3.5 w-1/2 md:block" />
          <Skeleton className="hidden h-3.5 w-16 xl:block" />
          <Skeleton className="hidden h-3.5 w-10 justify-self-end md:block" />
        </div>
      ))}
    </div>
  );
}
