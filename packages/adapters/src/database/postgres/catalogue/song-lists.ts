import type { SongOrder } from '@madrigal/contract';
import type { Song, SongQuery } from '@madrigal/core/catalog';
import { type Page, type PageRequest, type Position, titleSortKey } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { countOf, idOf, pageOfRows, textOf, timeOf } from '../../positions.ts';
import type { Db } from './identities.ts';
import { selectSongs, toSong } from './song-rows.ts';

const sortColumns = {
  title: 'songs.sort_title',
  artist: 'songs.sort_artist',
  album: 'songs.sort_album',
  year: 'songs.sort_year',
} as const satisfies Record<Exclude<SongOrder, 'added' | 'plays'>, string>;

export async function listSongs(
  db: Db,
  query: SongQuery,
  request: PageRequest<Position>,
): Promise<Page<Song, Position>> {
  const { order } = query;
  const songs = matching(db, query);
  const sorted = inOrder(songs, order, request.after);
  const rows = await sorted.limit(request.limit + 1).execute();
  const page = pageOfRows(
    rows,
    request.limit,
    (row) => row,
    (row) => [row.sort_key ?? row.added_at.toISOString(), row.id],
  );
  return { items: page.items.map(toSong), next: page.next };
}

function matching(db: Db, { states, albumId, artistId, genre, year, order }: SongQuery) {
  // States are written into the statement, so that indexes of published songs alone can serve it.
  let songs = selectSongs(db).where('songs.state', 'in', states.map(sql.lit));
  if (albumId !== undefined) songs = songs.where('songs.album_id', '=', albumId);
  if (artistId !== undefined) songs = songs.where(isOneOfArtist(artistId));
  if (genre !== undefined) {
    songs = songs.where(sql<boolean>`songs.genre_keys @> ARRAY[${titleSortKey(genre)}]`);
  }
  if (year !== undefined) {
    songs = songs.where('songs.year', '=', year);
    if (order === 'year') songs = songs.where(isInYear(year));
  }
  return songs;
}

/** An array, so that the planner begins with the artist instead of walking an order until it meets them. */
function isOneOfArtist(artistId: string) {
  return sql<boolean>`songs.id = ANY (ARRAY(
    SELECT song_id FROM song_artists WHERE artist_id = ${artistId}))`;
}

/** Where in the order by year this one is; without it the order is walked from the newest on. */
function isInYear(year: number) {
  const key = sql`years_to_come(${year}::integer)`;
  return sql<boolean>`songs.sort_year >= ${key} AND songs.sort_year < ${key} || E'\\x02'`;
}

type Matching = ReturnType<typeof matching>;

function byAdded(songs: Matching, after: Position | undefined) {
  const all = songs
    .select(sql<string | null>`NULL`.as('sort_key'))
    .orderBy('songs.added_at', 'desc')
    .orderBy('songs.id', 'desc');
  if (!after) return all;
  return all.where(sql<boolean>`(songs.added_at, songs.id) < (${timeOf(after)}, ${idOf(after)})`);
}

function inOrder(songs: Matching, order: SongOrder, after: Position | undefined) {
  if (order === 'added') return byAdded(songs, after);
  return order === 'plays' ? byPlays(songs, after) : byKey(songs, sortColumns[order], after);
}

function byPlays(songs: Matching, after: Position | undefined) {
  const all = songs
    .innerJoin('song_plays', 'song_plays.song_id', 'songs.id')
    .where('song_plays.plays', '>', 0)
    .select(sql<string | null>`song_plays.plays::text`.as('sort_key'))
    .orderBy('song_plays.plays', 'desc')
    .orderBy('song_plays.song_id', 'desc');
  if (!after) return all;
  return all.where(
    sql<boolean>`(song_plays.plays, song_plays.song_id) < (${countOf(after)}::bigint, ${idOf(after)})`,
  );
}

type SortColumn = (typeof sortColumns)[keyof typeof sortColumns];

function byKey(songs: Matching, column: SortColumn, after: Position | undefined) {
  const key = sql.ref<string | null>(column);
  const all = songs.select(key.as('sort_key')).orderBy(key).orderBy('songs.id');
  if (!after) return all;
  return all.where(sql<boolean>`(${key}, songs.id) > (${textOf(after)}, ${idOf(after)})`);
}
