import { ListMusic } from 'lucide-react';
import { cn } from '../../ui/cn.ts';

/** What stands for a playlist: a sleeve in colours of its own. */
export function PlaylistSleeve({
  playlistId,
  className,
}: {
  playlistId: string;
  className?: string;
}) {
  let hash = 7;
  for (const char of playlistId) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  const hue = hash % 360;
  const background = `radial-gradient(circle at 22% 18%, oklch(0.72 0.15 ${(hue + 60) % 360}), transparent 60%), linear-gradient(150deg, oklch(0.58 0.15 ${hue}), oklch(0.34 0.1 ${(hue + 30) % 360}))`;
  return (
    <span
      aria-hidden
      className={cn('relative block aspect-square overflow-hidden', className)}
      style={{ background }}
    >
      <ListMusic strokeWidth={1.5} className="absolute inset-0 m-auto size-[36%] text-white/90" />
    </span>
  );
}
