import {
  type CatalogueMatches,
  type CatalogueSearch,
  type CatalogueStore,
  closestWords,
  ENOUGH_MATCHES,
  MOST_MEANT,
  rankMatches,
  type SearchCandidate,
} from '@madrigal/core/catalog';
import type { Table } from '../client.ts';
import { beginningWith } from '../keys.ts';
import { queryItems } from '../read.ts';
import { ALBUMS, ARTISTS, ROWS_PER_QUERY, songsIn } from './keys.ts';
import { isVisible } from './summaries.ts';
import {
  dictionaryOf,
  type Findable,
  fromLength,
  fromWordRow,
  type SearchKind,
  searchKinds,
  wordsLike,
} from './words.ts';

/** Rows of words looked at in one go, and how often, before what was found has to do. */
const ROWS_AT_ONCE = 250;
const MOST_ROUNDS = 8;
/** A word has up to so many characters more than a beginning of it that was mistyped lacks. */
const MOST_TYPOS = 2;

type Items = Pick<CatalogueStore, 'getSongs' | 'getAlbums' | 'getArtists'>;
type Found = { [Kind in SearchKind]: CatalogueMatches[Kind] };

export function createCatalogueSearch(table: Table, items: Items): CatalogueSearch {
  return { searchCatalogue: (words, limit) => searchCatalogue(table, items, words, limit) };
}

async function searchCatalogue(
  table: Table,
  items: Items,
  words: readonly string[],
  limit: number,
): Promise<CatalogueMatches> {
  if (words.length === 0) return { songs: [], albums: [], artists: [] };
  const exact = await inEachKind((kind) => findExact(table, items, kind, words, limit));
  const count = searchKinds.reduce((sum, kind) => sum + exact[kind].length, 0);
  if (count >= ENOUGH_MATCHES) return exact;
  const meant = await Promise.all(words.map((word) => wordsMeantBy(table, word)));
  if (meant.every((others) => others.length === 0)) return exact;
  const alternatives = words.map((word, at) => [begun(word), ...(meant[at] ?? []).map(whole)]);
  const likely = words.map((word, at) => meant[at]?.[0] ?? word);
  return inEachKind(async (kind) => {
    const ranked = rankMatches(likely, await holdingAll(table, kind, alternatives));
    const known = new Set<string>(exact[kind].map(({ id }) => id));
    const others = ranked.filter((id) => !known.has(id));
    const more = await visible(items, kind, others, limit - exact[kind].length);
    return [...exact[kind], ...more] as never;
  });
}

async function inEachKind(
  find: <Kind extends SearchKind>(kind: Kind) => Promise<Found[Kind]>,
): Promise<Found> {
  const [songs, albums, artists] = await Promise.all([
    find('songs'),
    find('albums'),
    find('artists'),
  ]);
  return { songs, albums, artists };
}

async function findExact<Kind extends SearchKind>(
  table: Table,
  items: Items,
  kind: Kind,
  words: readonly string[],
  limit: number,
): Promise<Found[Kind]> {
  const beginning = await namesBeginning(table, kind, words.join(' '), limit);
  if (beginning.length >= limit) {
    const found = await visible(items, kind, rankMatches(words, beginning), limit);
    if (found.length >= limit) return found;
  }
  const all = await holdingAll(
    table,
    kind,
    words.map((word) => [begun(word)]),
  );
  const distinct = new Map([...beginning, ...all].map((each) => [each.id, each]));
  return visible(items, kind, rankMatches(words, [...distinct.values()]), limit);
}

const namePartitions: Record<SearchKind, string> = {
  songs: songsIn('published'),
  albums: ALBUMS,
  artists: ARTISTS,
};

/** Names that begin with the query, read off an index in the order of the names. */
async function namesBeginning(
  table: Table,
  kind: SearchKind,
  query: string,
  limit: number,
): Promise<SearchCandidate[]> {
  const range = {
    ...{ index: 'name', partition: namePartitions[kind] },
    ...beginningWith(escaped(query)),
  };
  const found: SearchCandidate[] = [];
  for await (const row of queryItems(table, range, limit)) {
    const key = String(row.nameSk);
    const end = key.lastIndexOf('\u0001');
    found.push({
      id: key.slice(end + 1),
      name: key.slice(0, end).replaceAll('\u0001\u00ff', '\u0001'),
    });
    if (found.length === limit) break;
  }
  return found;
}

/** As texts stand in sort keys. */
function escaped(text: string): string {
  return text.replaceAll('\u0001', '\u0001\u00ff');
}

/** What stands for a word of a query: a whole word, or the beginning of one. */
interface Wanted {
  text: string;
  isWhole: boolean;
}

const begun = (text: string): Wanted => ({ text, isWhole: false });
const whole = (text: string): Wanted => ({ text, isWhole: true });

function matches({ text, isWhole }: Wanted, word: string): boolean {
  return isWhole ? word === text : word.startsWith(text);
}

/**
 * What is found by at least one of the alternatives of every word. The rows of any of the words would
 * do, since each tells of all others: all are looked through at once until one of them has no more.
 */
async function holdingAll(
  table: Table,
  kind: SearchKind,
  words: readonly Wanted[][],
): Promise<Findable[]> {
  const found = new Map<string, Findable>();
  const walks = words.map((alternatives) => rowsOf(table, kind, alternatives));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const ended = await Promise.all(
      walks.map(async (walk) => {
        for (let row = 0; row < ROWS_AT_ONCE; row++) {
          const { value, done } = await walk.next();
          if (done) return true;
          if (
            words.every((any) => value.words.some((word) => any.some((one) => matches(one, word))))
          ) {
            found.set(value.id, value);
          }
        }
        return false;
      }),
    );
    if (ended.includes(true)) break;
  }
  return [...found.values()];
}

async function* rowsOf(
  table: Table,
  kind: SearchKind,
  alternatives: readonly Wanted[],
): AsyncGenerator<Findable> {
  for (const { text, isWhole } of alternatives) {
    const range = {
      partition: wordsLike(kind, text),
      ...beginningWith(escaped(text) + (isWhole ? '\u0001' : '')),
    };
    for await (const row of queryItems(table, range, ROWS_AT_ONCE)) yield fromWordRow(row);
  }
}

/** The first of the ids that may be shown, in their order. */
async function visible<Kind extends SearchKind>(
  items: Items,
  kind: Kind,
  ids: readonly string[],
  limit: number,
): Promise<Found[Kind]> {
  const shown: Found[SearchKind][number][] = [];
  for (let at = 0; at < ids.length && shown.length < limit; at += limit) {
    const some = ids.slice(at, at + limit);
    const byId = new Map((await read(items, kind, some)).map((item) => [item.id, item]));
    shown.push(...some.flatMap((id) => byId.get(id) ?? []));
  }
  return shown.slice(0, limit) as Found[Kind];
}

async function read(
  items: Items,
  kind: SearchKind,
  ids: readonly string[],
): Promise<Found[SearchKind][number][]> {
  if (kind === 'songs') {
    return (await items.getSongs(ids)).filter((song) => song.published && !song.deletedAt);
  }
  const found = kind === 'albums' ? await items.getAlbums(ids) : await items.getArtists(ids);
  return found.filter(isVisible);
}

/** Words that begin with this one are found without a guess. */
async function wordsMeantBy(table: Table, word: string): Promise<string[]> {
  const characters = Array.from(word);
  const beginnings = new Set(characters.slice(0, 2).map(dictionaryOf));
  const candidates = new Set<string>();
  const from = fromLength(characters.length - MOST_TYPOS);
  for (const partition of beginnings) {
    for await (const row of queryItems(table, { partition, from }, ROWS_PER_QUERY)) {
      const other = String(row.word);
      if (!other.startsWith(word)) candidates.add(other);
    }
  }
  return closestWords(word, [...candidates], MOST_MEANT);
}
