import { cn } from './cn.ts';

const radius = 9;
const length = 2 * Math.PI * radius;

/** How much of something is there, 0 to 1, as a ring that fills. Its words stand beside it. */
export function Ring({ share, className }: { share: number; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" strokeWidth={2.5} className={cn(className)}>
      <circle cx={12} cy={12} r={radius} className="stroke-line-strong" />
      <circle
        cx={12}
        cy={12}
        r={radius}
        stroke="currentColor"
        strokeLinecap="round"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - Math.min(1, Math.max(0, share)))}
        transform="rotate(-90 12 12)"
        className="transition-[stroke-dashoffset] duration-300"
      />
    </svg>
  );
}
