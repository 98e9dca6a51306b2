import type { Beats } from '@madrigal/core/slideshow';
import { FRAME_RATE, type OnsetEnvelope } from './onsets.ts';
import { findTempo } from './tempo.ts';
import { trackBeats } from './track.ts';

/**
 * An onset shows in the flux while it enters the window, before the window's centre reaches it:
 * by this much, as measured on clicks, drums and plucked tones.
 */
const LEAD_MS = 10;
/** Less regular than this is noise, speech or a held sound. */
const MIN_REGULARITY = 0.1;
/** Low onsets on every other beat that are this much weaker belong to half the tempo. */
const WEAK = 0.25;
/** Tempi below this are not halved. */
const MIN_HALVED_BPM = 110;
/** Beats at either end are left out while their onsets are weaker than this part of the usual. */
const FAINT = 0.15;
const MEAN_SECONDS = 1;

const noBeats: Beats = { beatsMs: [], tempoBpm: null, confidence: 0 };

/** The beats of a song by its onsets. */
export function findBeats(onsets: OnsetEnvelope): Beats {
  const envelope = combine(onsets);
  const tempo = findTempo(envelope);
  if (!tempo || tempo.regularity < MIN_REGULARITY) return noBeats;
  const tracked = trackBeats(envelope, tempo.period);
  const beats = withoutOffbeats(tracked, onsets.low, (60 * FRAME_RATE) / tempo.period);
  const heard = trim(beats, envelope);
  return {
    beatsMs: heard.map((frame) => Math.max(0, (frame * 1000) / FRAME_RATE + LEAD_MS)),
    tempoBpm: meanTempo(heard),
    confidence: tempo.regularity,
  };
}

/** Low onsets count once more: hats between beats are heard, but nobody dances to them. */
function combine(onsets: OnsetEnvelope): Float32Array {
  const low = normalise(onsets.low);
  return normalise(normalise(onsets.all).map((value, at) => value + (low[at] as number)));
}

/** What rises above the mean around it, with a deviation of 1 unless nothing does. */
function normalise(values: Float32Array): Float32Array {
  const reach = Math.round((MEAN_SECONDS * FRAME_RATE) / 2);
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at += 1) {
    sums[at + 1] = (sums[at] as number) + (values[at] as number);
  }
  const above = values.map((value, at) => {
    const [from, to] = [Math.max(0, at - reach), Math.min(values.length, at + reach + 1)];
    return Math.max(0, value - ((sums[to] as number) - (sums[from] as number)) / (to - from));
  });
  const mean = average(above);
  const deviation = Math.sqrt(average(above.map((value) => (value - mean) ** 2)));
  return deviation > 0 ? above.map((value) => value / deviation) : above;
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number;
  return values.length > 0 ? sum / values.length : 0;
}

/** Keeps every other beat where those between have no kick, snare or bass: they are half beats. */
function withoutOffbeats(beats: number[], low: Float32Array, bpm: number): number[] {
  if (bpm < MIN_HALVED_BPM) return beats;
  const strength = (parity: number): number =>
    average(beats.filter((_, at) => at % 2 === parity).map((frame) => strongest(low, frame)));
  const [even, odd] = [strength(0), strength(1)];
  if (Math.min(even, odd) > WEAK * Math.max(even, odd)) return beats;
  return beats.filter((_, at) => at % 2 === (even > odd ? 0 : 1));
}

/** The strongest value at a frame or next to it. */
function strongest(values: Float32Array, frame: number): number {
  return Math.max(...values.subarray(Math.max(0, frame - 2), frame + 3));
}

/** Leaves out beats before the music starts and after it ends. */
function trim(beats: number[], envelope: Float32Array): number[] {
  const strengths = beats.map((frame) => strongest(envelope, frame));
  const least = FAINT * average(strengths);
  const first = strengths.findIndex((strength) => strength >= least);
  const last = strengths.findLastIndex((strength) => strength >= least);
  return beats.slice(first, last + 1);
}

function meanTempo(beats: readonly number[]): number | null {
  const [first, last] = [beats[0], beats.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  return (60 * FRAME_RATE * (beats.length - 1)) / (last - first);
}
