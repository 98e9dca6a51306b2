import { useEffect, useRef, useState } from 'react';
import { cn } from '../../ui/cn.ts';

interface WaveProps {
  /** 0 to 255, evenly spread. */
  peaks: readonly number[];
  /** Share that was played, 0 to 1. */
  played: number;
  /** Share that can be played without waiting, 0 to 1. */
  buffered?: number;
  className?: string;
}

const barWidth = 2;
const barStep = 4;

/** The loudness of a song over time, as bars; what was played in the accent colour. */
export function Wave({ peaks, played, buffered = 1, className }: WaveProps) {
  const ref = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  const path = size.width > 0 ? barsPath(peaks, size.width, size.height) : '';
  const layer = (share: number) => ({ clipPath: `inset(0 ${(1 - clamp(share)) * 100}% 0 0)` });
  return (
    <svg ref={ref} aria-hidden="true" className={cn('size-full', className)}>
      <g strokeWidth={barWidth} strokeLinecap="round">
        <path d={path} className="stroke-line-strong/50" />
        <svg aria-hidden="true" style={layer(buffered)}>
          <path d={path} className="stroke-line-strong" />
        </svg>
        <svg aria-hidden="true" style={layer(played)}>
          <path d={path} className="stroke-accent" />
        </svg>
      </g>
    </svg>
  );
}

function barsPath(peaks: readonly number[], width: number, height: number): string {
  const count = Math.max(1, Math.floor(width / barStep));
  const loudest = Math.max(1, ...peaks);
  const middle = height / 2;
  let path = '';
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * peaks.length) / count));
    const peak = Math.max(0, ...peaks.slice(from, to)) / loudest;
    const half = Math.max(0.5, (peak * (height - barWidth)) / 2);
    const x = (i * barStep + barStep / 2).toFixed(1);
    path += `M${x} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
  }
  return path;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
