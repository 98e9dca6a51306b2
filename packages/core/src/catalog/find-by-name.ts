import { searchName, wordsOfName } from '../shared/index.ts';
import { rankMatches, type SearchCandidate } from './rank-matches.ts';
import { closestWords, ENOUGH_MATCHES, MOST_MEANT } from './typo.ts';

interface Named {
  id: string;
  /** As it was written. */
  name: string;
}

type Candidate = SearchCandidate & { parts: string[] };

/**
 * Looks for words among some hundreds of things that are at hand, as a search of the catalogue does:
 * ids of those whose name has, for every word, one that begins with it, the most fitting first, and
 * where they are few, then those with words that may have been meant. No words find nothing.
 */
export function findByName(
  words: readonly string[],
  things: readonly Named[],
  limit: number,
): string[] {
  if (words.length === 0) return [];
  const candidates = things.map(({ id, name }) => ({
    id,
    name: searchName(name),
    parts: wordsOfName(name),
  }));
  const exact = rankMatches(words, holding(candidates, words, []));
  if (exact.length >= ENOUGH_MATCHES) return exact.slice(0, limit);
  const known = [...new Set(candidates.flatMap(({ parts }) => parts))];
  const meant = words.map((word) => {
    const others = known.filter((other) => !other.startsWith(word));
    return closestWords(word, others, MOST_MEANT);
  });
  const likely = words.map((word, at) => meant[at]?.[0] ?? word);
  const more = rankMatches(likely, holding(candidates, words, meant));
  return [...new Set([...exact, ...more])].slice(0, limit);
}

/** Those that have the beginning of each word, or a word meant by it. */
function holding(
  candidates: readonly Candidate[],
  words: readonly string[],
  meant: readonly string[][],
): Candidate[] {
  return candidates.filter(({ parts }) =>
    words.every((word, at) =>
      parts.some((part) => part.startsWith(word) || meant[at]?.includes(part)),
    ),
  );
}
