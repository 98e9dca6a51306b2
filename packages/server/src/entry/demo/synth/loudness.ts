import { type Biquad, filter } from './filters.ts';
import { at, SAMPLE_RATE, type Stereo } from './stereo.ts';

/**
 * The two filters of the K-weighting (ITU-R BS.1770-4, annex 1), whose table is for 48 kHz, for any
 * sample rate by the analogue prototypes that libebur128 derived from it.
 */
function kWeighting(): [Biquad, Biquad] {
  const shelf = prototype(1681.974450955533, 0.7071752369554196);
  const vh = 10 ** (3.999843853973347 / 20);
  const vb = vh ** 0.4996667741545416;
  const { k: s, q: sq, a0: sa } = shelf;
  const pass = prototype(38.13547087602444, 0.5003270373238773);
  return [
    {
      b0: (vh + (vb * s) / sq + s * s) / sa,
      b1: (2 * (s * s - vh)) / sa,
      b2: (vh - (vb * s) / sq + s * s) / sa,
      ...shelf.feedback,
    },
    { b0: 1, b1: -2, b2: 1, ...pass.feedback },
  ];
}

function prototype(frequencyHz: number, q: number) {
  const k = Math.tan((Math.PI * frequencyHz) / SAMPLE_RATE);
  const a0 = 1 + k / q + k * k;
  return { k, q, a0, feedback: { a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 } };
}

const BLOCK_SECONDS = 0.4;
const STEP_SECONDS = 0.1;
const OFFSET = -0.691;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** Integrated loudness in LUFS, gated (ITU-R BS.1770-4); -Infinity for silence. */
export function integratedLoudness(sound: Stereo): number {
  const [shelf, pass] = kWeighting();
  const weighted = [sound.left, sound.right].map((samples) => {
    const copy = samples.slice();
    filter(copy, shelf);
    filter(copy, pass);
    return copy;
  });
  const powers = blockPowers(weighted);
  const heard = powers.filter((power) => toLufs(power) > ABSOLUTE_GATE);
  const gate = toLufs(mean(heard)) + RELATIVE_GATE;
  return toLufs(mean(heard.filter((power) => toLufs(power) > gate)));
}

function blockPowers(channels: Float32Array[]): number[] {
  const block = Math.round(BLOCK_SECONDS * SAMPLE_RATE);
  const step = Math.round(STEP_SECONDS * SAMPLE_RATE);
  const length = channels[0]?.length ?? 0;
  const powers: number[] = [];
  for (let start = 0; start + block <= length; start += step) {
    let sum = 0;
    for (const samples of channels) {
      for (let n = start; n < start + block; n++) sum += at(samples, n) ** 2;
    }
    powers.push(sum / block);
  }
  return powers;
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toLufs(power: number): number {
  return OFFSET + 10 * Math.log10(power);
}
