import type { Table } from '../client.ts';
import { type Item, toStored } from '../items.ts';
import { keyOf, sortableText } from '../keys.ts';
import { writeLoosely } from '../write.ts';

export const searchKinds = ['songs', 'albums', 'artists'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What something is found by. */
export interface Findable {
  id: string;
  /** See `searchName`. */
  name: string;
  /** Of its name, and of what belongs to it; see `wordsOfName`. */
  words: readonly string[];
}

/** Partition of all words of a kind that begin alike. */
export function wordsLike(kind: SearchKind, word: string): string {
  return keyOf('words', kind, firstCharacter(word));
}

/** A row for each word. Each tells of all others, so that one list answers for several words. */
export function wordRows(kind: SearchKind, { id, name, words }: Findable): Item[] {
  const unique = [...new Set(words)];
  return unique.map((word) => ({
    ...{ pk: wordsLike(kind, word), sk: sortableText(word, id) },
    found: toStored({ id, name, words: unique }),
  }));
}

export function fromWordRow({ found }: Item): Findable {
  return found as Findable;
}

function firstCharacter(word: string): string {
  return Array.from(word)[0] ?? '';
}

/** Words that a process remembers having made known; each is about 100 bytes. */
const MOST_REMEMBERED = 20_000;

/**
 * Every word that anything can be found by, for whoever mistyped it: under its first and under its
 * second character, since a slip rarely spoils both, by length.
 */
export interface Dictionary {
  learn(words: readonly string[]): Promise<void>;
}

export function createDictionary(table: Table): Dictionary {
  const known = new Set<string>();
  return {
    learn: async (words) => {
      const unknown = [...new Set(words)].filter((word) => word !== '' && !known.has(word));
      const rows = new Map(unknown.flatMap(dictionaryRows).map((row) => [row.pk + row.sk, row]));
      await writeLoosely(
        table,
        [...rows.values()].map((put) => ({ put })),
      );
      if (known.size > MOST_REMEMBERED) known.clear();
      for (const word of unknown) known.add(word);
    },
  };
}

function dictionaryRows(word: string): Item[] {
  const [first = '', second = ''] = Array.from(word);
  return [...new Set([first, second])]
    .filter((each) => each !== '')
    .map((character) => ({
      pk: dictionaryOf(character),
      sk: keyOf(lengthOf(word), word),
      word,
    }));
}

export function dictionaryOf(character: string): string {
  return keyOf('dictionary', character);
}

/** Words have up to 40 characters. */
function lengthOf(word: string): string {
  return String(Array.from(word).length).padStart(2, '0');
}

/** Where words of at least so many characters begin. */
export function fromLength(characters: number): string {
  return String(Math.max(0, characters)).padStart(2, '0');
}
