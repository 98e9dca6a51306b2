/** Bytes per second over the last few seconds. */
export interface SpeedMeter {
  add(bytes: number): void;
  bytesPerSecond(): number;
}

/** Shorter times say little and make the first figure jump. */
const leastSpanMs = 500;

export function createSpeedMeter(now: () => number, windowMs = 4000): SpeedMeter {
  let samples: { at: number; bytes: number }[] = [];
  let startedAt = now();
  const dropOld = () => {
    const since = now() - windowMs;
    if ((samples[0]?.at ?? since) < since) samples = samples.filter(({ at }) => at >= since);
  };
  return {
    add: (bytes) => {
      dropOld();
      if (samples.length === 0) startedAt = now();
      samples.push({ at: now(), bytes });
    },
    bytesPerSecond: () => {
      dropOld();
      const span = Math.max(leastSpanMs, Math.min(windowMs, now() - startedAt));
      return (samples.reduce((sum, { bytes }) => sum + bytes, 0) * 1000) / span;
    },
  };
}
