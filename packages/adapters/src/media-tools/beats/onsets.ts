import { createFft } from './fft.ts';

export const SAMPLE_RATE = 22_050;
const WINDOW = 1_024;
const HOP = 256;
/** Frames of the onset envelope per second. */
export const FRAME_RATE = SAMPLE_RATE / HOP;

const BANDS = 36;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 8_000;
/** Bands below this carry kick, snare and bass, which say where the beat is more than hats do. */
const DRUM_HZ = 500;
const COMPRESSION = 1_000;

/** Strength of onsets in each frame; frame n is centred at n / FRAME_RATE seconds. */
export interface OnsetEnvelope {
  /** Over all bands. */
  all: Float32Array;
  /** Over the low bands alone. */
  low: Float32Array;
}

export interface OnsetMeter {
  /** Takes samples from -1 to 1 of one channel at {@link SAMPLE_RATE}. */
  add(samples: Float32Array): void;
  finish(): OnsetEnvelope;
}

/**
 * Spectral flux in constant memory but for its result: the rise, from each frame to the next, of
 * logarithmically compressed mel bands, summed (D. Ellis, "Beat tracking by dynamic programming",
 * Journal of New Music Research 36, 2007, section 3.1; compression after M. Müller, "Fundamentals of
 * Music Processing", 2015, equation 6.5).
 */
export function createOnsetMeter(): OnsetMeter {
  const fft = createFft(WINDOW);
  const bands = createBands();
  const hann = Float64Array.from(
    { length: WINDOW },
    (_, at) => (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / WINDOW)) * (4 / WINDOW),
  );
  // Half a window of silence before the first sample centres frame 0 on it.
  const pending = new Float32Array(WINDOW);
  let filled = WINDOW / 2;
  const real = new Float64Array(WINDOW);
  const imaginary = new Float64Array(WINDOW);
  let before: Float64Array | null = null;
  const all: number[] = [];
  const low: number[] = [];

  function takeFrame(): void {
    for (let at = 0; at < WINDOW; at += 1) {
      real[at] = (pending[at] as number) * (hann[at] as number);
    }
    imaginary.fill(0);
    fft.transform(real, imaginary);
    const now = compress(bands, real, imaginary);
    const flux = rise(bands, before ?? now, now);
    all.push(flux.all);
    low.push(flux.low);
    before = now;
    pending.copyWithin(0, HOP);
    filled -= HOP;
  }

  function add(samples: Float32Array): void {
    for (let from = 0; from < samples.length; ) {
      const take = Math.min(WINDOW - filled, samples.length - from);
      pending.set(samples.subarray(from, from + take), filled);
      filled += take;
      from += take;
      if (filled === WINDOW) takeFrame();
    }
  }

  return {
    add,
    finish() {
      add(new Float32Array(WINDOW / 2));
      return { all: Float32Array.from(all), low: Float32Array.from(low) };
    },
  };
}

interface Band {
  low: boolean;
  firstBin: number;
  weights: Float64Array;
}

/** Triangles of equal width on the mel scale, 2595 log10(1 + f / 700) (O'Shaughnessy 1987). */
function createBands(): Band[] {
  const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
  const toHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);
  const [bottom, top] = [toMel(LOWEST_HZ), toMel(HIGHEST_HZ)];
  const edge = (at: number): number => toHz(bottom + ((top - bottom) * at) / (BANDS + 1));
  const binHz = SAMPLE_RATE / WINDOW;
  return Array.from({ length: BANDS }, (_, index) => {
    const [from, peak, to] = [edge(index), edge(index + 1), edge(index + 2)];
    const firstBin = Math.max(1, Math.floor(from / binHz));
    const lastBin = Math.ceil(to / binHz);
    const weights = Float64Array.from({ length: lastBin - firstBin + 1 }, (_, bin) => {
      const hz = (firstBin + bin) * binHz;
      return Math.max(0, Math.min((hz - from) / (peak - from), (to - hz) / (to - peak)));
    });
    // The lowest bands are narrower than a bin: none may miss every bin.
    if (weights.every((weight) => weight === 0)) weights.fill(1);
    return { low: peak < DRUM_HZ, firstBin, weights };
  });
}

function compress(
  bands: readonly Band[],
  real: Float64Array,
  imaginary: Float64Array,
): Float64Array {
  return Float64Array.from(bands, ({ firstBin, weights }) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at += 1) {
      const re = real[firstBin + at] as number;
      const im = imaginary[firstBin + at] as number;
      sum += (weights[at] as number) * Math.sqrt(re * re + im * im);
    }
    return Math.log1p(COMPRESSION * sum);
  });
}

function rise(
  bands: readonly Band[],
  before: Float64Array,
  now: Float64Array,
): { all: number; low: number } {
  let all = 0;
  let low = 0;
  for (let index = 0; index < bands.length; index += 1) {
    const step = Math.max(0, (now[index] as number) - (before[index] as number));
    all += step;
    if (bands[index]?.low) low += step;
  }
  return { all, low };
}
