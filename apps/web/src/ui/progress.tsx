import { Progress as Radix } from 'radix-ui';
import { cn } from './cn.ts';

const tones = { accent: 'bg-accent', ok: 'bg-ok', quiet: 'bg-ink-faint' } as const;

interface ProgressProps {
  label: string;
  /** 0 to 1, or null while it is not known. */
  value: number | null;
  tone?: keyof typeof tones;
  className?: string;
}

export function Progress({ label, value, tone = 'accent', className }: ProgressProps) {
  const percent = value === null ? null : Math.round(value * 100);
  return (
    <Radix.Root
      aria-label={label}
      value={percent}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-pressed', className)}
    >
      <Radix.Indicator
        className={cn(
          'h-full rounded-full transition-[width] duration-300 ease-linear',
          tones[tone],
          percent === null && 'w-1/3 animate-pulse',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </Radix.Root>
  );
}
