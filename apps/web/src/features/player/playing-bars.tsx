import { cn } from '../../ui/cn.ts';

const bars = ['[animation-delay:-900ms]', '[animation-delay:-300ms]', '[animation-delay:-600ms]'];

/** Three bars that move while a song sounds. */
export function PlayingBars({ moving, className }: { moving: boolean; className?: string }) {
  return (
    <span aria-hidden className={cn('flex h-4 items-end gap-[3px] text-accent-ink', className)}>
      {bars.map((delay) => (
        <span
          key={delay}
          className={cn(
            'h-full w-[3px] origin-bottom rounded-full bg-current',
            moving ? `animate-bar ${delay}` : 'scale-y-[0.35]',
          )}
        />
      ))}
    </span>
  );
}
