import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'bg-hover text-ink hover:bg-pressed',
  ghost: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-danger-wash text-danger hover:bg-pressed',
} as const;

const sizes = {
  sm: 'h-8 px-3.5 text-[13px]',
  md: 'h-10 px-5 text-sm',
  lg: 'h-12 px-7 text-[15px]',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Shows that the action runs and keeps it from being started twice. */
  busy?: boolean;
  asChild?: boolean;
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', busy, asChild, className, ...rest } = props;
  const classes = cn(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-full font-semibold',
    'transition-[background-color,color,transform,filter] duration-150 active:scale-[0.97]',
    'disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-[1.15em] [&_svg]:shrink-0',
    variants[variant],
    sizes[size],
    className,
  );
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <Spinner /> : null}
      {rest.children}
    </button>
  );
}
