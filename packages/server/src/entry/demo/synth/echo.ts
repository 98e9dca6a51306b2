import { at, SAMPLE_RATE, type Stereo } from './stereo.ts';

const SOFTENING = 0.45;

/** Echoes that go from side to side, each softer and duller than the one before. */
export function echo(input: Stereo, seconds: number, feedback: number): Stereo {
  const length = input.left.length;
  const output: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };
  const delay = Math.round(seconds * SAMPLE_RATE);
  let [dullLeft, dullRight] = [0, 0];
  for (let n = delay; n < length; n++) {
    const past = n - delay;
    const mono = (at(input.left, past) + at(input.right, past)) / 2;
    dullLeft += (mono + feedback * at(output.right, past) - dullLeft) * SOFTENING;
    dullRight += (at(output.left, past) * feedback - dullRight) * SOFTENING;
    output.left[n] = dullLeft;
    output.right[n] = dullRight;
  }
  return output;
}

const CHORUS_BASE_SECONDS = 0.012;
const CHORUS_DEPTH_SECONDS = 0.004;

/** A second, slightly wandering copy on each side: width and warmth. Changes the sound in place. */
export function chorus(sound: Stereo, rateHz: number, amount: number): void {
  for (const [side, phase] of [
    ['left', 0],
    ['right', Math.PI / 2],
  ] as const) {
    const dry = sound[side].slice();
    for (let n = 0; n < dry.length; n++) {
      const sway = Math.sin((2 * Math.PI * rateHz * n) / SAMPLE_RATE + phase);
      const place = n - (CHORUS_BASE_SECONDS + CHORUS_DEPTH_SECONDS * sway) * SAMPLE_RATE;
      if (place < 0) continue;
      const before = Math.floor(place);
      const between = place - before;
      const wet = at(dry, before) * (1 - between) + at(dry, before + 1) * between;
      sound[side][n] = (at(dry, n) + amount * wet) / (1 + amount / 2);
    }
  }
}
