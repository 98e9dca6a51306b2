import { cn } from './cn.ts';

/** Five voices of a madrigal, standing as an M. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-8', className)}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M7 8.5v15M11.5 11v7M16 15v6M20.5 11v7M25 8.5v15"
        className="stroke-on-accent"
        strokeWidth="2.8"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Logo({ name, className }: { name: string; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2.5', className)}>
      <LogoMark />
      <span className="font-[720] text-[1.3rem] tracking-[-0.04em]">{name}</span>
    </span>
  );
}
