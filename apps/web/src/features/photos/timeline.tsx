import type { MediaItem } from '@madrigal/contract';
import { CircleCheck } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { locale, t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { type Heading, MediaGrid } from './grid.tsx';
import type { LayoutOptions } from './layout.ts';
import { type GridSection, oneSection } from './sections.ts';
import { MediaTile } from './tile.tsx';
import type { MediaSelection } from './use-media-selection.ts';

interface TimelineProps {
  items: readonly MediaItem[];
  /** Its months, where they are loaded one by one; all of it is one section otherwise. */
  sections?: readonly GridSection<MediaItem>[];
  selection: MediaSelection;
  by: LayoutOptions['by'];
  onSee?: (months: readonly string[]) => void;
  onNearEnd?: (() => void) | undefined;
  onOpen: (item: MediaItem) => void;
  onDelete: (items: readonly MediaItem[]) => void;
}

/** Photos and videos to open and to select, by the time they were taken or in an order of their own. */
export function Timeline(props: TimelineProps) {
  const { items, sections, selection, by, onSee, onNearEnd, onOpen } = props;
  const whole = useMemo(() => oneSection(items), [items]);
  return (
    <MediaGrid
      sections={sections ?? whole}
      scrubber={sections !== undefined}
      {...{ by, onSee, onNearEnd }}
      tile={(item, index, width) => (
        <MediaTile
          {...{ item, index, width, onOpen }}
          selected={selection.has(item.id)}
          selecting={selection.items.length > 0}
          onSelect={selection.select}
        />
      )}
      heading={(line) => <DateHeading {...{ line, by, selection }} />}
      sticky={by === 'none' ? undefined : (wallClock) => <StickyMonth wallClock={wallClock} />}
      onKey={(event, place) => pressKey(event, place, props)}
      onStep={(from, to, { shiftKey }) => {
        if (!shiftKey) return;
        if (selection.items.length === 0) selection.select(from, false);
        selection.select(to, true);
      }}
    />
  );
}

/** Keys beside the arrows: x selects, Delete; Escape and Ctrl+A for all. */
function pressKey(
  event: KeyboardEvent,
  place: number | null,
  { items, selection, onDelete }: TimelineProps,
): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'a') return false;
    selection.toggleAll(items.map(({ id }) => id));
    return true;
  }
  if (key === 'Escape' && selection.items.length > 0) {
    selection.clear();
    return true;
  }
  const item = place === null ? undefined : items[place];
  if (place === null || !item) return false;
  if (key === 'x' || key === 'X') {
    selection.select(place, event.shiftKey);
    return true;
  }
  if (key !== 'Delete') return false;
  onDelete(selection.items.length > 0 ? selection.items : [item]);
  return true;
}

const format = (wallClock: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(wallClock);

/** The month in view, which stays while its photos scroll by. */
function StickyMonth({ wallClock }: { wallClock: number | null }) {
  if (wallClock === null) return <div className="sticky top-0 z-20 h-0" />;
  return (
    <div className="pointer-events-none sticky top-2 z-20 h-0" aria-hidden>
      <p className="inline-block rounded-full bg-glass px-4 py-1.5 font-semibold text-sm shadow-float backdrop-blur-md">
        {format(wallClock, { month: 'long', year: 'numeric' })}
      </p>
    </div>
  );
}

interface DateHeadingProps {
  line: Heading<MediaItem>;
  by: LayoutOptions['by'];
  selection: MediaSelection;
}

function DateHeading({ line, by, selection }: DateHeadingProps) {
  const text =
    by === 'month'
      ? format(line.wallClock, { month: 'long', year: 'numeric' })
      : format(line.wallClock, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const all = line.items.every(({ id }) => selection.has(id));
  return (
    <div className="group flex h-full items-end gap-2 pb-2">
      <h2 className="truncate font-semibold text-[17px]">{text}</h2>
      <button
        type="button"
        aria-pressed={all}
        aria-label={t('photos.selectAllOf', { date: text })}
        onClick={() => selection.toggleAll(line.items.map(({ id }) => id))}
        className={cn(
          'grid size-7 place-items-center rounded-full text-ink-faint hover:text-ink focus-visible:opacity-100 group-hover:opacity-100',
          selection.items.length === 0 && 'opacity-0 [@media(hover:none)]:opacity-100',
          all && 'text-accent-ink opacity-100',
        )}
      >
        <CircleCheck aria-hidden className="size-5" />
      </button>
    </div>
  );
}
