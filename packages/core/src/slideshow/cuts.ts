export interface CutRequest {
  /** How long each slot is meant to be, by comparison with the others. */
  weights: readonly number[];
  frameCount: number;
  /** Fewest frames of a slot; as many times this as there are slots is at most `frameCount`. */
  minFrames: number;
  /** Beats in frames, not rounded, ascending; null to cut by the weights alone. */
  beats: readonly number[] | null;
}

/**
 * Frames at which slots begin, and the end: ascending numbers from 0 to `frameCount`. With beats,
 * each cut takes the beat nearest to where the weights would put it; where there is none within the
 * shorter of the slots beside it, it stays there.
 */
export function placeCuts(request: CutRequest): number[] {
  const { weights, frameCount, minFrames } = request;
  const count = weights.length;
  const perWeight = frameCount / weights.reduce((sum, weight) => sum + weight, 0);
  const cuts = [0];
  let before = 0;
  for (let index = 1; index < count; index += 1) {
    const [goes, comes] = [weights[index - 1] as number, weights[index] as number];
    before += goes;
    const range: Range = {
      from: (cuts[index - 1] as number) + minFrames,
      to: frameCount - (count - index) * minFrames,
    };
    const wanted = Math.round(before * perWeight);
    const beat = request.beats && nearestBeat(request.beats, wanted, range);
    const near = beat !== null && Math.abs(beat - wanted) <= Math.min(goes, comes) * perWeight;
    cuts.push(near ? beat : Math.min(range.to, Math.max(range.from, wanted)));
  }
  return [...cuts, frameCount];
}

interface Range {
  from: number;
  to: number;
}

/** The frame of the beat nearest to `wanted` among those within `range`. */
function nearestBeat(beats: readonly number[], wanted: number, range: Range): number | null {
  const after = firstAtOrAfter(beats, wanted);
  const fits = (at: number): number | null => {
    const frame = Math.round(beats[at] ?? Number.NaN);
    return frame >= range.from && frame <= range.to ? frame : null;
  };
  const later = fits(Math.max(after, firstAtOrAfter(beats, range.from)));
  const earlier = fits(Math.min(after, firstAtOrAfter(beats, range.to + 1)) - 1);
  if (earlier === null || later === null) return earlier ?? later;
  return wanted - earlier <= later - wanted ? earlier : later;
}

function firstAtOrAfter(beats: readonly number[], frame: number): number {
  let low = 0;
  let high = beats.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((beats[middle] as number) < frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
