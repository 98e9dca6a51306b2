import { Music } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn.ts';

interface CoverProps {
  url: string | null;
  /** Picks the colours where there is no picture; the same for all songs of an album. */
  seed: string;
  className?: string;
  /** Covers beside their title need no words of their own. */
  alt?: string;
  eager?: boolean;
}

/** A cover, or a coloured sleeve where the file has none or it cannot be loaded. */
export function Cover({ url, seed, className, alt = '', eager }: CoverProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const frame = cn(
    'relative aspect-square shrink-0 overflow-hidden rounded-lg bg-hover',
    className,
  );
  if (url && broken !== url) {
    return (
      <div className={frame}>
        <img
          src={url}
          alt={alt}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onError={() => setBroken(url)}
          className="size-full object-cover"
        />
      </div>
    );
  }
  return (
    <div className={frame} style={{ background: sleeve(seed) }}>
      <Music
        aria-hidden
        strokeWidth={1.5}
        className="absolute inset-0 m-auto size-[38%] text-white/75"
      />
    </div>
  );
}

function sleeve(seed: string): string {
  let hash = 0;
  for (const char of seed) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  const hue = hash % 360;
  return `linear-gradient(145deg, oklch(0.56 0.11 ${hue}), oklch(0.33 0.09 ${(hue + 50) % 360}))`;
}
