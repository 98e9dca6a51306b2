import { type Genre, type Song, stateOfSong } from '@madrigal/core/catalog';
import type { Table } from '../client.ts';
import { compareTexts, keyOf, shardOf, shardsOf } from '../keys.ts';
import { queryItems } from '../read.ts';
import type { Write } from '../write.ts';
import { ROWS_PER_QUERY } from './keys.ts';
import { genresOf } from './kinds.ts';

const GENRES = 'genres';

/** What a change of a song does to the numbers of published songs of genres. */
export function genreCounts(before: Song | null, after: Song | null): Write[] {
  const [old, now] = [countedGenres(before), countedGenres(after)];
  const id = (after ?? before)?.id ?? '';
  const names = new Map([...old, ...now]);
  return [...names].flatMap(([key, name]): Write[] => {
    const by = Number(now.has(key)) - Number(old.has(key));
    if (by === 0) return [];
    const count = { pk: shardOf(GENRES, id), sk: keyOf('of', key) };
    return [{ count, by: { songs: by }, first: { key, name } }];
  });
}

function countedGenres(song: Song | null): Map<string, string> {
  return song && stateOfSong(song) === 'published' ? genresOf(song) : new Map();
}

interface CountedGenre extends Genre {
  /** The folded name. */
  key: string;
}

/** Genres of published songs, in the order of their folded names. */
async function allGenres(table: Table): Promise<CountedGenre[]> {
  const genres = new Map<string, CountedGenre>();
  for (const partition of shardsOf(GENRES)) {
    for await (const { key, name, songs } of queryItems(table, { partition }, ROWS_PER_QUERY)) {
      const known = genres.get(String(key)) ?? {
        key: String(key),
        name: String(name),
        songCount: 0,
      };
      genres.set(known.key, { ...known, songCount: known.songCount + Number(songs) });
    }
  }
  return [...genres.values()]
    .filter(({ songCount }) => songCount > 0)
    .toSorted((a, b) => compareTexts(a.key, b.key));
}

/** The most frequent first. */
export async function listGenres(table: Table, limit: number): Promise<Genre[]> {
  return (await allGenres(table))
    .toSorted((a, b) => b.songCount - a.songCount)
    .slice(0, limit)
    .map(({ name, songCount }) => ({ name, songCount }));
}
