import type { ShownMedia } from '@madrigal/contract';
import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { formatClock } from '../../messages/format.ts';
import { MediaGrid } from '../photos/grid.tsx';
import { Picture } from '../photos/picture.tsx';
import { oneSection } from '../photos/sections.ts';
import { spokenName } from '../photos/words.ts';

interface VisitorGridProps {
  items: readonly ShownMedia[];
  onNearEnd: (() => void) | undefined;
  onOpen: (mediaId: string) => void;
}

/** Photos and videos as visitors see them: to open, and no more. */
export function VisitorGrid({ items, onNearEnd, onOpen }: VisitorGridProps) {
  const sections = useMemo(() => oneSection(items), [items]);
  return (
    <MediaGrid
      {...{ sections, onNearEnd }}
      by="none"
      tile={(item, index, width) => (
        <button
          type="button"
          data-media={index}
          aria-label={spokenName(item)}
          onClick={() => onOpen(item.id)}
          className="group relative block size-full select-none overflow-hidden rounded-sm bg-sunken focus-visible:z-10"
        >
          <Picture
            key={item.renditions.length}
            item={item}
            alt=""
            sizes={`${Math.ceil(width)}px`}
            fit="cover"
            className="transition-[filter] duration-200 group-hover:brightness-90"
          />
          {item.durationMs === null ? null : (
            <span
              aria-hidden
              className="nums absolute right-1.5 bottom-1.5 flex h-5 items-center gap-1 rounded-full bg-black/65 px-1.5 font-semibold text-[11px] text-white"
            >
              <Play className="size-3 fill-current" />
              {formatClock(item.durationMs)}
            </span>
          )}
        </button>
      )}
    />
  );
}
