import { Video } from 'lucide-react';
import { formatClock } from '../../../messages/format.ts';
import { cn } from '../../../ui/cn.ts';

/** Marks a picture as one of a video, and says how long it is. */
export function ClipBadge({ ms, className }: { ms: number; className: string }) {
  return (
    <span
      className={cn(
        'absolute flex h-6 items-center gap-1 rounded-full bg-black/65 px-2 font-semibold text-white text-xs tabular-nums',
        className,
      )}
    >
      <Video aria-hidden className="size-3.5" />
      {formatClock(ms)}
    </span>
  );
}
