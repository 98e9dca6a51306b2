import { Slider as Radix } from 'radix-ui';
import { cn } from './cn.ts';

interface SliderProps {
  label: string;
  /** 0 to 100. */
  value: number;
  onChange: (value: number) => void;
  className?: string;
}

export function Slider({ label, value, onChange, className }: SliderProps) {
  return (
    <Radix.Root
      value={[value]}
      max={100}
      step={5}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className={cn('group relative flex h-6 w-full touch-none items-center', className)}
    >
      <Radix.Track className="relative h-1 grow overflow-hidden rounded-full bg-line-strong/40">
        <Radix.Range className="absolute h-full rounded-full bg-ink group-hover:bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={`${Math.round(value)} %`}
        className="block size-3 rounded-full bg-ink opacity-0 shadow transition-opacity focus-visible:opacity-100 group-hover:opacity-100"
      />
    </Radix.Root>
  );
}
