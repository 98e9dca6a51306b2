/** Peaks of a waveform as players draw it. */
export const PEAK_COUNT = 800;

const BUCKETS = 16_384;
const FULL_SCALE = 32_767;

export interface PeakCollector {
  /** Takes interleaved 16-bit samples, whole frames. */
  add(samples: Int16Array, channels: number): void;
  /** Frames taken so far. */
  frames(): number;
  /** {@link PEAK_COUNT} peaks of equal length, 0 to 255; the highest of all channels. */
  finish(): Uint8Array;
}

/**
 * Collects peaks of audio whose length is not known before its end, in constant memory: buckets
 * of equal length are merged in pairs, and doubled in length, whenever they run out.
 */
export function createPeakCollector(): PeakCollector {
  const buckets = new Uint16Array(BUCKETS);
  let bucketFrames = 1;
  let bucket = 0;
  let filled = 0;
  let frames = 0;

  function add(samples: Int16Array, channels: number): void {
    let at = 0;
    while (at < samples.length) {
      if (bucket === BUCKETS) {
        mergePairs(buckets);
        bucket = BUCKETS / 2;
        bucketFrames *= 2;
      }
      const take = Math.min(bucketFrames - filled, (samples.length - at) / channels);
      const end = at + take * channels;
      buckets[bucket] = Math.max(buckets[bucket] ?? 0, highest(samples, at, end));
      at = end;
      filled += take;
      frames += take;
      if (filled === bucketFrames) {
        filled = 0;
        bucket += 1;
      }
    }
  }

  return {
    add,
    frames: () => frames,
    finish: () => slice(buckets, frames, bucketFrames),
  };
}

function highest(samples: Int16Array, from: number, to: number): number {
  let peak = 0;
  for (let at = from; at < to; at += 1) {
    const value = Math.abs(samples[at] as number);
    if (value > peak) peak = value;
  }
  return peak;
}

function mergePairs(buckets: Uint16Array): void {
  const half = BUCKETS / 2;
  for (let at = 0; at < half; at += 1) {
    buckets[at] = Math.max(buckets[2 * at] as number, buckets[2 * at + 1] as number);
  }
  buckets.fill(0, half);
}

function slice(buckets: Uint16Array, frames: number, bucketFrames: number): Uint8Array {
  const peaks = new Uint8Array(PEAK_COUNT);
  for (let index = 0; index < PEAK_COUNT; index += 1) {
    const first = Math.floor((index * frames) / PEAK_COUNT / bucketFrames);
    const last = Math.ceil(((index + 1) * frames) / PEAK_COUNT / bucketFrames);
    let peak = 0;
    for (let at = first; at < Math.max(last, first + 1); at += 1) {
      peak = Math.max(peak, buckets[at] ?? 0);
    }
    peaks[index] = Math.round((Math.min(peak, FULL_SCALE) / FULL_SCALE) * 255);
  }
  return peaks;
}
