import {
  type AlbumStore,
  type ArtistStore,
  type CatalogueMatches,
  type CatalogueSearch,
  closestWords,
  ENOUGH_MATCHES,
  MOST_MEANT,
  rankMatches,
  type SearchCandidate,
  type SongStore,
} from '@madrigal/core/catalog';
import { sql } from 'kysely';
import { allOf, begun, quoted } from '../tsquery.ts';
import type { Db } from './identities.ts';
import { hasPublishedSongs } from './visible.ts';

/** Matches of all words that are ranked at most; beyond, the database's own order decides. */
const MOST_RANKED = 300;
/** Words looked at for one mistyped word. */
const MOST_SIMILAR = 400;
/** Follows every character that a word can hold. */
const LAST_CHARACTER = '\u{10ffff}';

const kinds = ['songs', 'albums', 'artists'] as const;
type Kind = (typeof kinds)[number];
type Found = Record<Kind, string[]>;

interface Stores {
  songs: Pick<SongStore, 'getSongs'>;
  albums: Pick<AlbumStore, 'getAlbums'>;
  artists: Pick<ArtistStore, 'getArtists'>;
}

export function createCatalogueSearch(db: Db, stores: Stores): CatalogueSearch {
  return { searchCatalogue: (words, limit) => searchCatalogue(db, stores, words, limit) };
}

async function searchCatalogue(
  db: Db,
  stores: Stores,
  words: readonly string[],
  limit: number,
): Promise<CatalogueMatches> {
  if (words.length === 0) return { songs: [], albums: [], artists: [] };
  const found = await findExact(db, words, limit);
  const count = kinds.reduce((sum, kind) => sum + found[kind].length, 0);
  const ids = count < ENOUGH_MATCHES ? await addMistyped(db, found, words, limit) : found;
  const [songs, albums, artists] = await Promise.all([
    inOrder(ids.songs, stores.songs.getSongs),
    inOrder(ids.albums, stores.albums.getAlbums),
    inOrder(ids.artists, stores.artists.getArtists),
  ]);
  return { songs, albums, artists };
}

async function inOrder<Item extends { id: string }>(
  ids: readonly string[],
  get: (ids: readonly string[]) => Promise<Item[]>,
): Promise<Item[]> {
  if (ids.length === 0) return [];
  const items = new Map((await get(ids)).map((item) => [item.id, item]));
  return ids.map((id) => items.get(id)).filter((item) => item !== undefined);
}

function findExact(db: Db, words: readonly string[], limit: number): Promise<Found> {
  return forEachKind(async (kind) => {
    const beginning = await namesBeginning(db, kind, words.join(' '), limit);
    if (beginning.length >= limit) return rankMatches(words, beginning).slice(0, limit);
    const alternatives = (write: (word: string) => string) => words.map((word) => [write(word)]);
    const holding = await holdingAll(db, kind, alternatives(begun));
    // There are more, and those that hold the very words may not be among these.
    const whole =
      holding.length < MOST_RANKED ? [] : await holdingAll(db, kind, alternatives(quoted));
    return rankMatches(words, distinct([...beginning, ...holding, ...whole])).slice(0, limit);
  });
}

async function forEachKind(find: (kind: Kind) => Promise<string[]>): Promise<Found> {
  const [songs, albums, artists] = await Promise.all(kinds.map(find));
  return { songs: songs ?? [], albums: albums ?? [], artists: artists ?? [] };
}

function distinct(candidates: readonly SearchCandidate[]): SearchCandidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

/** Names that begin with the query, read off an index in the order of the names. */
function namesBeginning(
  db: Db,
  kind: Kind,
  query: string,
  limit: number,
): Promise<SearchCandidate[]> {
  return candidatesOf(db, kind)
    .where('search_name', '>=', query)
    .where('search_name', '<', query + LAST_CHARACTER)
    .orderBy('search_name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What can be found by at least one of the alternatives of every word, each in tsquery's syntax. */
function holdingAll(db: Db, kind: Kind, words: readonly string[][]): Promise<SearchCandidate[]> {
  return candidatesOf(db, kind)
    .where(sql<boolean>`search_words @@ ${allOf(words)}::tsquery`)
    .limit(MOST_RANKED)
    .execute();
}

function candidatesOf(db: Db, kind: Kind) {
  const visible =
    kind === 'songs' ? sql<boolean>`songs.state = 'published'` : hasPublishedSongs(kind);
  return db.selectFrom(kind).select(['id', 'search_name as name']).where(visible);
}

/** Follows what was found by what is found with the words that may have been meant. */
async function addMistyped(
  db: Db,
  found: Found,
  words: readonly string[],
  limit: number,
): Promise<Found> {
  const meant = await Promise.all(words.map((word) => wordsMeantBy(db, word)));
  if (meant.every((alternatives) => alternatives.length === 0)) return found;
  const query = words.map((word, index) => [begun(word), ...(meant[index] ?? []).map(quoted)]);
  const likely = words.map((word, index) => meant[index]?.[0] ?? word);
  return forEachKind(async (kind) => {
    const more = rankMatches(likely, await holdingAll(db, kind, query));
    return [...new Set([...found[kind], ...more])].slice(0, limit);
  });
}

async function wordsMeantBy(db: Db, word: string): Promise<string[]> {
  const similar = await sql<{ word: string }>`
    SELECT similar_words(${word}, ${MOST_SIMILAR}) AS word`.execute(db);
  // Words that begin with this one are found without a guess.
  const others = similar.rows.map((row) => row.word).filter((other) => !other.startsWith(word));
  return closestWords(word, others, MOST_MEANT);
}
