import { at, SAMPLE_RATE, type Stereo } from './stereo.ts';

/** Coefficients of a second-order filter, a0 = 1. */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients". */
function cookbook(frequencyHz: number, q: number) {
  const angle = (2 * Math.PI * frequencyHz) / SAMPLE_RATE;
  return { cos: Math.cos(angle), alpha: Math.sin(angle) / (2 * q) };
}

export function lowPass(frequencyHz: number, q = Math.SQRT1_2): Biquad {
  const { cos, alpha } = cookbook(frequencyHz, q);
  const a0 = 1 + alpha;
  const b1 = (1 - cos) / a0;
  return { b0: b1 / 2, b1, b2: b1 / 2, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

export function highPass(frequencyHz: number, q = Math.SQRT1_2): Biquad {
  const { cos, alpha } = cookbook(frequencyHz, q);
  const a0 = 1 + alpha;
  const b1 = -(1 + cos) / a0;
  return { b0: -b1 / 2, b1, b2: -b1 / 2, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

/** Lifts or lowers what is above a frequency. */
export function highShelf(frequencyHz: number, gainDb: number): Biquad {
  const { cos, alpha } = cookbook(frequencyHz, Math.SQRT1_2);
  const a = 10 ** (gainDb / 40);
  const slope = 2 * Math.sqrt(a) * alpha;
  const a0 = a + 1 - (a - 1) * cos + slope;
  return {
    b0: (a * (a + 1 + (a - 1) * cos + slope)) / a0,
    b1: (-2 * a * (a - 1 + (a + 1) * cos)) / a0,
    b2: (a * (a + 1 + (a - 1) * cos - slope)) / a0,
    a1: (2 * (a - 1 - (a + 1) * cos)) / a0,
    a2: (a + 1 - (a - 1) * cos - slope) / a0,
  };
}

/** Filters samples in place. */
export function filter(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let n = 0; n < samples.length; n++) {
    const x = at(samples, n);
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    samples[n] = y;
  }
}

export function filterBoth(sound: Stereo, biquad: Biquad): void {
  filter(sound.left, biquad);
  filter(sound.right, biquad);
}
