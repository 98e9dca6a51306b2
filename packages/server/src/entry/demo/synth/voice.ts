import { SAMPLE_RATE, type Stereo } from './stereo.ts';

/** One note as a voice plays it. */
interface Tone {
  /** When it begins, in seconds. */
  start: number;
  /** How long the key is held, in seconds. */
  seconds: number;
  frequencyHz: number;
  /** 0 to 1. */
  velocity: number;
  random: () => number;
}

/** Adds one note to a sound. */
export type Voice = (sound: Stereo, tone: Tone) => void;

/** Adds samples that `at` tells by the time since the note began, in seconds, equally on both sides. */
export function play(sound: Stereo, start: number, seconds: number, at: (time: number) => number) {
  playStereo(sound, start, seconds, (time) => {
    const sample = at(time);
    return [sample, sample];
  });
}

export function playStereo(
  { left, right }: Stereo,
  start: number,
  seconds: number,
  at: (time: number) => readonly [left: number, right: number],
): void {
  const first = Math.max(0, Math.round(start * SAMPLE_RATE));
  const end = Math.min(left.length, first + Math.round(seconds * SAMPLE_RATE));
  for (let n = first; n < end; n++) {
    const [onLeft, onRight] = at((n - first) / SAMPLE_RATE);
    left[n] = (left[n] as number) + onLeft;
    right[n] = (right[n] as number) + onRight;
  }
}

/** Rises in `attack`, stays while held, falls in `release` seconds; all ends are round. */
export function swell(time: number, held: number, attack: number, release: number): number {
  const rise = time < attack ? Math.sin((Math.PI / 2) * (time / attack)) ** 2 : 1;
  if (time < held) return rise;
  const fall = (time - held) / release;
  return fall >= 1 ? 0 : rise * Math.cos((Math.PI / 2) * fall) ** 2;
}

/** Falls to a thousandth within `seconds`, one sample further at each call. */
export function falling(seconds: number): () => number {
  const factor = Math.exp(-6.9 / (seconds * SAMPLE_RATE));
  let level = 1;
  return () => {
    level *= factor;
    return level;
  };
}

/** Begins and ends without a click. */
export function declick(time: number, total: number): number {
  return Math.min(1, time / 0.003, (total - time) / 0.02);
}
