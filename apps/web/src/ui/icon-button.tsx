import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

const variants = {
  ghost: 'text-ink-soft hover:bg-hover hover:text-ink',
  solid: 'bg-ink text-canvas hover:scale-105',
  accent: 'bg-accent text-on-accent hover:bg-accent-hover',
} as const;

const sizes = {
  sm: 'size-8 [&_svg]:size-[17px]',
  md: 'size-10 [&_svg]:size-5',
  lg: 'size-12 [&_svg]:size-6',
  xl: 'size-16 [&_svg]:size-7',
} as const;

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Name of the button, for screen readers and as its tooltip. */
  label: string;
  /** A shorter text for the tooltip. */
  hint?: string;
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  children: ReactNode;
}

export function IconButton(props: IconButtonProps) {
  const { label, hint, variant = 'ghost', size = 'md', className, ...rest } = props;
  return (
    <Tooltip text={hint ?? label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={cn(
          'inline-grid shrink-0 place-items-center rounded-full transition duration-150 active:scale-95',
          'disabled:pointer-events-none disabled:opacity-35',
          variants[variant],
          sizes[size],
          className,
        )}
      />
    </Tooltip>
  );
}
