/** Something a search may show: its name and every word it can be found by, both folded. */
export interface SearchCandidate {
  id: string;
  /** See `searchName`. */
  name: string;
}

/**
 * Ids of the candidates, the most fitting first: the name itself, then names that begin like the
 * query, then names that hold all its words, whole before begun, then the rest, which match by
 * their artist or album. Shorter names come first among equals. `words` are those of the query.
 */
export function rankMatches(
  words: readonly string[],
  candidates: readonly SearchCandidate[],
): string[] {
  return candidates
    .map((candidate) => ({ ...candidate, grade: gradeOf(words, candidate.name) }))
    .toSorted(
      (a, b) =>
        a.grade - b.grade ||
        a.name.length - b.name.length ||
        compare(a.name, b.name) ||
        compare(a.id, b.id),
    )
    .map(({ id }) => id);
}

function gradeOf(words: readonly string[], name: string): number {
  const query = words.join(' ');
  if (name === query) return 0;
  if (name.startsWith(`${query} `)) return 1;
  if (name.startsWith(query)) return 2;
  const parts = name.split(' ');
  if (words.every((word) => parts.includes(word))) return 3;
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 4;
  return 5;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
