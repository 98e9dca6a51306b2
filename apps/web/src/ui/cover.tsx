import { type LucideIcon, Music } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn.ts';

interface CoverProps {
  url: string | null;
  /** Covers that stand for it together, where it has none of its own. */
  mosaic?: readonly string[] | undefined;
  /** Picks the colours where there is no picture; the same for all songs of an album. */
  seed: string;
  /** What is drawn on the sleeve where there is no picture. */
  icon?: LucideIcon | undefined;
  className?: string | undefined;
  /** Covers beside their title need no words of their own. */
  alt?: string;
  eager?: boolean;
}

/** Tiles of a mosaic; of fewer the first is shown alone. */
const tiles = 4;

/** A cover, a mosaic of some, or a coloured sleeve where there is none or it cannot be loaded. */
export function Cover({ url, mosaic = [], seed, icon, className, alt = '', eager }: CoverProps) {
  const [broken, setBroken] = useState<readonly string[]>([]);
  const wanted = url ? [url] : mosaic.slice(0, mosaic.length < tiles ? 1 : tiles);
  const shown = wanted.filter((one) => !broken.includes(one));
  const frame = cn(
    'relative aspect-square shrink-0 overflow-hidden rounded-lg bg-hover',
    className,
  );
  if (shown.length === 0) return <Sleeve seed={seed} icon={icon} className={frame} />;
  return (
    <div className={cn(frame, shown.length > 1 && 'grid grid-cols-2')}>
      {shown.map((one, index) => (
        <img
          key={one}
          src={one}
          alt={index === 0 ? alt : ''}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onError={() => setBroken((before) => [...before, one])}
          className="size-full min-h-0 object-cover"
        />
      ))}
    </div>
  );
}

type SleeveProps = Pick<CoverProps, 'seed' | 'icon' | 'className'>;

function Sleeve({ seed, icon: Icon = Music, className }: SleeveProps) {
  return (
    <div className={className} style={{ background: sleeve(seed) }}>
      <Icon
        aria-hidden
        strokeWidth={1.5}
        className="absolute inset-0 m-auto size-[38%] text-white/80"
      />
    </div>
  );
}

function sleeve(seed: string): string {
  let hash = 0;
  for (const char of seed) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  const hue = hash % 360;
  return `radial-gradient(circle at 22% 18%, oklch(0.68 0.13 ${(hue + 60) % 360}), transparent 60%), linear-gradient(150deg, oklch(0.56 0.13 ${hue}), oklch(0.33 0.09 ${(hue + 40) % 360}))`;
}
