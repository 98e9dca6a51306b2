import { filterBoth, highPass, highShelf } from './filters.ts';
import { integratedLoudness } from './loudness.ts';
import { at, fromDb, SAMPLE_RATE, type Stereo } from './stereo.ts';

const TARGET_LUFS = -16;
/** Below full scale by what lossy codecs may overshoot. */
const CEILING = fromDb(-2);
const LOOKAHEAD_SECONDS = 0.006;
const RELEASE_SECONDS = 0.12;
/** What the round voices of the synthesiser lack. */
const AIR_DB = 3;
/** Limiting takes some loudness away, which the next round gives back. */
const ROUNDS = 3;

/** Makes a mix ready to be heard: no rumble, -16 LUFS, soft peaks. Changes the sound in place. */
export function master(sound: Stereo, fadeSeconds: number): void {
  filterBoth(sound, highPass(28));
  filterBoth(sound, highShelf(3500, AIR_DB));
  fadeOut(sound, fadeSeconds);
  for (let round = 0; round < ROUNDS; round++) {
    scale(sound, fromDb(TARGET_LUFS - integratedLoudness(sound)));
    limit(sound);
  }
}

function scale({ left, right }: Stereo, gain: number): void {
  for (let n = 0; n < left.length; n++) {
    left[n] = at(left, n) * gain;
    right[n] = at(right, n) * gain;
  }
}

function fadeOut({ left, right }: Stereo, seconds: number): void {
  const length = Math.min(left.length, Math.round(seconds * SAMPLE_RATE));
  const start = left.length - length;
  for (let n = 0; n < length; n++) {
    const gain = Math.cos((Math.PI / 2) * (n / length)) ** 2;
    left[start + n] = at(left, start + n) * gain;
    right[start + n] = at(right, start + n) * gain;
  }
}

/** Turns both channels down just before a peak comes, and slowly up again. */
function limit({ left, right }: Stereo): void {
  const ahead = Math.round(LOOKAHEAD_SECONDS * SAMPLE_RATE);
  const release = Math.exp(-1 / (RELEASE_SECONDS * SAMPLE_RATE));
  const needed = gainsNeeded({ left, right }, ahead);
  let smooth = 1;
  const attack = 1 - Math.exp(-4 / ahead);
  for (let n = 0; n < left.length; n++) {
    const wanted = at(needed, n);
    smooth = wanted < smooth ? smooth + (wanted - smooth) * attack : 1 - (1 - smooth) * release;
    if (smooth > wanted && n > 0) smooth = Math.min(smooth, wanted + (smooth - wanted) * 0.98);
    left[n] = clamp(at(left, n) * smooth);
    right[n] = clamp(at(right, n) * smooth);
  }
}

/** For every sample the least gain that any of the next ones needs. */
function gainsNeeded({ left, right }: Stereo, ahead: number): Float32Array {
  const needed = new Float32Array(left.length).fill(1);
  // Indexes of peaks still ahead, the greatest first (a monotonic queue).
  const queue: number[] = [];
  const peak = (n: number) => Math.max(Math.abs(at(left, n)), Math.abs(at(right, n)));
  for (let n = 0; n < left.length + ahead; n++) {
    if (n < left.length) {
      while (queue.length > 0 && peak(queue.at(-1) as number) <= peak(n)) queue.pop();
      queue.push(n);
    }
    const now = n - ahead;
    while (queue.length > 0 && (queue[0] as number) < now) queue.shift();
    if (now >= 0 && queue.length > 0) {
      needed[now] = Math.min(1, CEILING / Math.max(CEILING, peak(queue[0] as number)));
    }
  }
  return needed;
}

function clamp(sample: number): number {
  return Math.max(-CEILING, Math.min(CEILING, sample));
}
