export const SAMPLE_RATE = 44_100;

/** Sound in two channels, samples around -1 to 1. */
export interface Stereo {
  left: Float32Array;
  right: Float32Array;
}

export function silence(seconds: number): Stereo {
  const length = Math.ceil(seconds * SAMPLE_RATE);
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Adds `source` to `target`, louder or softer. */
export function mixInto(target: Stereo, source: Stereo, gain: number): void {
  for (const side of ['left', 'right'] as const) {
    const [to, from] = [target[side], source[side]];
    const length = Math.min(to.length, from.length);
    for (let n = 0; n < length; n++) to[n] = at(to, n) + gain * at(from, n);
  }
}

/** Sample at an index that is known to exist. */
export function at(samples: Float32Array, index: number): number {
  return samples[index] as number;
}

/** Gain of a level in dB. */
export function fromDb(db: number): number {
  return 10 ** (db / 20);
}
