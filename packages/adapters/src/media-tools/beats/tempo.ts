import { FRAME_RATE } from './onsets.ts';

/** Tempi that are looked for, in beats per minute. */
const SLOWEST = 50;
const FASTEST = 210;
/** People tap near this tempo when they may choose (Ellis 2007, section 3.2), within octaves. */
const USUAL = 120;
const OCTAVES = 1;

export interface Tempo {
  /** Frames of the envelope from beat to beat, not rounded. */
  period: number;
  /** Correlation of the envelope with itself one beat later, 0 to 1. */
  regularity: number;
}

/**
 * The tempo at which an onset envelope repeats itself, from its autocorrelation weighted towards
 * usual tempi (Ellis 2007, section 3.2). Null for one that is too short or flat.
 */
export function findTempo(envelope: Float32Array): Tempo | null {
  const shortest = Math.floor((60 * FRAME_RATE) / FASTEST);
  const longest = Math.ceil((60 * FRAME_RATE) / SLOWEST);
  const mean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  const centred = envelope.map((value) => value - mean);
  const energy = correlate(centred, 0);
  if (envelope.length < 2 * longest || energy === 0) return null;
  const at = (lag: number): number => correlate(centred, lag) / energy;
  const scores: number[] = [];
  let best = shortest;
  for (let lag = shortest; lag <= longest; lag += 1) {
    scores[lag] = usual(lag) * (at(lag) + 0.5 * at(2 * lag));
    if ((scores[lag] as number) > (scores[best] as number)) best = lag;
  }
  const period = best + peakOffset(scores[best - 1], scores[best], scores[best + 1]);
  return { period, regularity: Math.min(1, Math.max(0, at(best))) };
}

function usual(lag: number): number {
  const octaves = Math.log2((60 * FRAME_RATE) / lag / USUAL);
  return Math.exp(-0.5 * (octaves / OCTAVES) ** 2);
}

function correlate(envelope: Float32Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < envelope.length; at += 1) {
    sum += (envelope[at] as number) * (envelope[at - lag] as number);
  }
  return sum;
}

/** Where the top of the parabola through three values lies from the middle one, -0.5 to 0.5. */
function peakOffset(left = 0, middle = 0, right = 0): number {
  const bend = left - 2 * middle + right;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0;
}
