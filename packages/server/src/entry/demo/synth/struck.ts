import { SAMPLE_RATE } from './stereo.ts';
import { declick, falling, play, type Voice } from './voice.ts';

const TURN = 2 * Math.PI;
/** How long a key that was let go still sounds, in seconds. */
const RELEASE = 0.35;

/** An electric piano: frequency modulation, bright when struck hard, and a tine that rings shortly. */
export const keys: Voice = (sound, { start, seconds, frequencyHz, velocity }) => {
  const ring = 2.8 - Math.min(1.6, frequencyHz / 600);
  const total = Math.min(seconds + RELEASE, ring + 0.4);
  const [level, body, tine] = [falling(ring * 1.8), falling(1.6), falling(0.3)];
  play(sound, start, total, (time) => {
    const turns = TURN * frequencyHz * time;
    const struck = Math.sin(turns + (0.5 + 1.5 * velocity) * body() * Math.sin(turns));
    const rung = Math.sin(turns + 0.4 * velocity * tine() * Math.sin(14 * turns));
    const held = declick(time, total) * release(time - seconds) * level();
    return 0.2 * velocity * held * (struck + 0.3 * rung);
  });
};

/** What is left of a tone this long after the key was let go. */
function release(time: number): number {
  return time < 0 ? 1 : Math.cos((Math.PI / 2) * Math.min(1, time / RELEASE)) ** 2;
}

/** Partials of a small bell by their ratio, loudness and length. */
const bellPartials = [
  [1, 1, 3.2],
  [2.01, 0.42, 2.2],
  [2.76, 0.22, 1.3],
  [5.41, 0.1, 0.5],
] as const;

/** Glass: clear, soft, long. */
export const bell: Voice = (sound, { start, frequencyHz, velocity }) => {
  const total = 3.4;
  const partials = bellPartials.map(([ratio, amount, seconds]) => ({
    step: (TURN * frequencyHz * ratio) / SAMPLE_RATE,
    angle: 0,
    amount,
    level: falling(seconds),
  }));
  play(sound, start, total, (time) => {
    let tone = 0;
    for (const partial of partials) {
      partial.angle += partial.step;
      tone += partial.amount * partial.level() * Math.sin(partial.angle);
    }
    return 0.5 * velocity * declick(time, total) * tone;
  });
};

/**
 * A plucked string: noise that runs around and is softened at each round (K. Karplus, A. Strong,
 * "Digital synthesis of plucked-string and drum timbres", Computer Music Journal 7(2), 1983).
 */
export const pluck: Voice = (sound, { start, seconds, frequencyHz, velocity, random }) => {
  // The softening itself delays by half a sample.
  const period = SAMPLE_RATE / frequencyHz - 0.5;
  const size = Math.floor(period);
  const fraction = period - size;
  const string = excite(size + 1, velocity, random);
  const total = Math.min(4, Math.max(seconds + 0.8, 1.6));
  const sustain = Math.min(0.9995, 0.9995 - Math.max(0, frequencyHz - 300) / 600_000);
  let place = 0;
  let last = 0;
  play(sound, start, total, (time) => {
    const here = string[place] as number;
    const next = string[(place + 1) % string.length] as number;
    const heard = here + (1 - fraction) * (next - here);
    string[place] = sustain * (0.5 * heard + 0.5 * last);
    last = heard;
    place = (place + 1) % string.length;
    return 0.7 * velocity * declick(time, total) * heard;
  });
};

/** A pluck with the flesh of the finger: noise without its highest part. */
function excite(size: number, velocity: number, random: () => number): Float32Array {
  const string = new Float32Array(size);
  const softness = 0.25 + 0.35 * velocity;
  let last = 0;
  for (let n = 0; n < size; n++) {
    last += (2 * random() - 1 - last) * softness;
    string[n] = last;
  }
  const mean = string.reduce((sum, value) => sum + value, 0) / size;
  return string.map((value) => value - mean);
}
