import type { Photo } from '../photos.ts';

/** As many as tell a story without wearing anybody out. */
export const BEST_COUNT = 20;
/** Closer in time than this, two photos show the same moment. */
const momentMs = 60_000;

/**
 * The photos most worth showing, in the order they were taken: time is cut into as many equal
 * stretches as photos are wanted, and each gives its best; of one moment only one is taken.
 */
export function bestPhotos(photos: readonly Photo[], wanted: number): Photo[] {
  const stills = photos.filter(({ durationMs }) => durationMs === null);
  const inOrder = stills.toSorted((one, other) => timeOf(one) - timeOf(other));
  const moments = bestOfMoments(inOrder);
  if (moments.length <= wanted) return moments;
  const chosen: Photo[] = [];
  for (let stretch = 0; stretch < wanted; stretch += 1) {
    const from = Math.round((stretch * moments.length) / wanted);
    const to = Math.round(((stretch + 1) * moments.length) / wanted);
    const best = bestOf(moments.slice(from, to));
    if (best) chosen.push(best);
  }
  return chosen;
}

function bestOfMoments(inOrder: readonly Photo[]): Photo[] {
  const moments: Photo[][] = [];
  for (const photo of inOrder) {
    const last = moments.at(-1);
    const begun = last?.[0];
    if (last && begun && timeOf(photo) - timeOf(begun) < momentMs) last.push(photo);
    else moments.push([photo]);
  }
  return moments.flatMap((moment) => bestOf(moment) ?? []);
}

function bestOf(photos: readonly Photo[]): Photo | undefined {
  return photos.toSorted((one, other) => other.score - one.score)[0];
}

function timeOf({ capturedAt }: Photo): number {
  return Date.parse(capturedAt);
}
