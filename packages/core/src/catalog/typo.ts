const ONE_TYPO_FROM = 4;
const TWO_TYPOS_FROM = 7;

/** With fewer matches than this the words of a search are taken for mistyped. */
export const ENOUGH_MATCHES = 5;
/** Words that are searched for in place of a mistyped one. */
export const MOST_MEANT = 4;

/** How many slips of the keyboard a typed word of this length may hold. */
function allowedTypos(length: number): number {
  if (length < ONE_TYPO_FROM) return 0;
  return length < TWO_TYPOS_FROM ? 1 : 2;
}

/**
 * The words among `candidates` that somebody who typed `typed` may have meant, the closest
 * first. A word may be unfinished: its beginning counts.
 */
export function closestWords(typed: string, candidates: readonly string[], max: number): string[] {
  const allowed = allowedTypos(typed.length);
  return candidates
    .map((word) => ({ word, distance: typoDistance(typed, word) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted(
      (a, b) =>
        a.distance - b.distance ||
        Math.abs(a.word.length - typed.length) - Math.abs(b.word.length - typed.length) ||
        (a.word < b.word ? -1 : 1),
    )
    .slice(0, max)
    .map(({ word }) => word);
}

/**
 * Least number of letters added, left out, replaced or swapped with their neighbour that makes
 * `typed` a beginning of `word`: the optimal string alignment distance (L. Boytsov, "Indexing
 * methods for approximate dictionary searching", 2011, section 2.1) against its best prefix.
 */
export function typoDistance(typed: string, word: string): number {
  const width = word.length + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column < width; column++) {
      const same = typed[row - 1] === word[column - 1];
      const swapped =
        row > 1 &&
        column > 1 &&
        typed[row - 1] === word[column - 2] &&
        typed[row - 2] === word[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(...last);
}
