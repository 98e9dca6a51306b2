import { cn } from './cn.ts';

const voices = [0, 1, 2, 3, 4, 5, 6];

/** Decoration: several voices that part and meet, as in a madrigal. */
export function Voices({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 600 800"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={cn('size-full', className)}
    >
      {voices.map((voice) => (
        <path
          key={voice}
          d={line(voice)}
          fill="none"
          stroke="currentColor"
          strokeWidth={2 + (voice % 3)}
          strokeLinecap="round"
          opacity={0.95 - voice * 0.11}
        />
      ))}
    </svg>
  );
}

/** A slow wave whose height and pace depend on the voice. */
function line(voice: number): string {
  const points: string[] = [];
  for (let x = -20; x <= 620; x += 10) {
    const swell = Math.sin((x / 640) * Math.PI);
    const y =
      400 +
      (voice - 3) * 26 +
      swell * 120 * Math.sin(x / (88 + voice * 9) + voice * 0.72) +
      24 * Math.sin(x / 41 + voice);
    points.push(`${x},${y.toFixed(1)}`);
  }
  return `M${points.join('L')}`;
}
