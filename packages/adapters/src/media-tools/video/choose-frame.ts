/** Frames are looked at as squares of this many pixels, in shades of grey. */
export const LOOK_SIDE = 32;
export const LOOK_BYTES = LOOK_SIDE ** 2;
/** Darker or brighter on the whole is a fade or a blank. */
const DARK = 24;
const BRIGHT = 235;
const BLANK_PENALTY = 0.1;
/** Each next frame has to be this much better, so that the early one of equals is taken. */
const EARLINESS = 1.05;

/**
 * Which of `count` frames says most: the one with the most contrast (standard deviation of its
 * brightness) that is neither dark nor white; the first of near equals.
 */
export function chooseFrame(looks: Uint8Array, count: number): number {
  let best = { index: 0, score: -1 };
  for (let index = 0; index < count; index += 1) {
    const score = scoreOf(looks.subarray(index * LOOK_BYTES, (index + 1) * LOOK_BYTES));
    if (best.score < 0 || score > best.score * EARLINESS) best = { index, score };
  }
  return best.index;
}

function scoreOf(look: Uint8Array): number {
  const mean = look.reduce((sum, value) => sum + value, 0) / look.length;
  const variance = look.reduce((sum, value) => sum + (value - mean) ** 2, 0) / look.length;
  return Math.sqrt(variance) * (mean < DARK || mean > BRIGHT ? BLANK_PENALTY : 1);
}
