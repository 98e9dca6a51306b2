/** How much an uneven step counts against strong onsets; librosa's default as well. */
const TIGHTNESS = 100;

/**
 * Frames of the beats: the sequence whose onsets are strong and whose steps are near the period,
 * found by dynamic programming (Ellis 2007, section 2: C(t) = O(t) + max over earlier t' of
 * C(t') - tightness * (log((t - t') / period))²). The envelope has a deviation of 1.
 */
export function trackBeats(envelope: Float32Array, period: number): number[] {
  const nearest = Math.round(period / 2);
  const farthest = Math.round(period * 2);
  const costs = Float64Array.from(
    { length: farthest + 1 },
    (_, step) => TIGHTNESS * Math.log(Math.max(1, step) / period) ** 2,
  );
  const scores = new Float64Array(envelope.length);
  const previous = new Int32Array(envelope.length).fill(-1);
  for (let at = 0; at < envelope.length; at += 1) {
    let best = 0; // a beat may also be the first one
    for (let step = nearest; step <= Math.min(farthest, at); step += 1) {
      const score = (scores[at - step] as number) - (costs[step] as number);
      if (score > best) {
        best = score;
        previous[at] = at - step;
      }
    }
    scores[at] = (envelope[at] as number) + best;
  }
  return walkBack(scores, previous, farthest);
}

function walkBack(scores: Float64Array, previous: Int32Array, reach: number): number[] {
  let last = Math.max(0, scores.length - reach);
  for (let at = last; at < scores.length; at += 1) {
    if ((scores[at] as number) > (scores[last] as number)) last = at;
  }
  const beats: number[] = [];
  for (let at = last; at >= 0; at = previous[at] as number) beats.push(at);
  return beats.reverse();
}
