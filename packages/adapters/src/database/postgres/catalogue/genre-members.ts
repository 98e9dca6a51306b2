import { titleSortKey } from '@madrigal/core/shared';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './identities.ts';

/**
 * Published songs of a genre up to which lists of albums and artists begin with these songs. Of a
 * genre with more, a fair part of what is met along an order fits, and looking at each is quicker.
 */
const MOST_BEGUN_WITH = 20_000;

/** Whether a row of `albums` or `artists` has a published song of a genre, in any spelling. */
export async function hasSongOfGenre(
  db: Db,
  table: 'albums' | 'artists',
  genre: string,
): Promise<RawBuilder<unknown>> {
  const key = titleSortKey(genre);
  const isOfGenre = sql`songs.state = 'published' AND songs.genre_keys @> ARRAY[${key}]::text[]`;
  const counted = await db
    .selectFrom('genres')
    .select('song_count')
    .where('key', '=', key)
    .executeTakeFirst();
  const isSmall = (counted?.song_count ?? 0) <= MOST_BEGUN_WITH;
  return isSmall ? isAmong[table](isOfGenre) : hasOne[table](isOfGenre);
}

type Condition = (isOfGenre: RawBuilder<unknown>) => RawBuilder<unknown>;

/** An array, so that the planner begins with it instead of walking an order until it meets them. */
const isAmong: Record<'albums' | 'artists', Condition> = {
  albums: (isOfGenre) => sql`
    albums.id = ANY (ARRAY(SELECT DISTINCT songs.album_id FROM songs WHERE ${isOfGenre}))`,
  artists: (isOfGenre) => sql`
    artists.id = ANY (ARRAY(
      SELECT DISTINCT link.artist_id FROM songs JOIN song_artists AS link ON link.song_id = songs.id
      WHERE ${isOfGenre}))`,
};

const hasOne: Record<'albums' | 'artists', Condition> = {
  albums: (isOfGenre) => sql`
    (SELECT true FROM songs WHERE songs.album_id = albums.id AND ${isOfGenre} LIMIT 1) IS TRUE`,
  artists: (isOfGenre) => sql`
    (SELECT true FROM song_artists AS link JOIN songs ON songs.id = link.song_id
      WHERE link.artist_id = artists.id AND ${isOfGenre} LIMIT 1) IS TRUE`,
};
