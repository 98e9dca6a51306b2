import { cn } from './cn.ts';

/** A quiet block where something is about to appear. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('skeleton rounded-lg', className)} />;
}
