import type { AlbumOrder } from '@madrigal/contract';
import type { AlbumQuery, AlbumSummary } from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type RawBuilder, sql } from 'kysely';
import { countOf, textOf, timeOf } from '../../positions.ts';
import { selectAlbums, toAlbum } from './album-rows.ts';
import { chosenOrder, chosenRows, pageOfChosen, type RowOrder } from './chosen-rows.ts';
import { hasSongOfGenre } from './genre-members.ts';
import type { Db } from './identities.ts';
import { hasPublishedSongs } from './visible.ts';

type Sql = RawBuilder<unknown>;

const id = sql`albums.id`;

function byText(key: Sql): RowOrder {
  return { key, id, descending: false, bound: textOf };
}

const orders: Record<AlbumOrder, RowOrder> = {
  added: {
    key: sql`albums.added_at`,
    id,
    descending: true,
    bound: (position) => sql`${timeOf(position)}::timestamptz`,
  },
  title: byText(sql`albums.sort_title`),
  artist: byText(sql`albums.sort_artist`),
  year: byText(sql`albums.sort_year`),
  plays: {
    key: sql`album_plays.plays`,
    id: sql`album_plays.album_id`,
    descending: true,
    bound: (position) => sql`${countOf(position)}::bigint`,
    join: sql`JOIN album_plays ON album_plays.album_id = albums.id`,
    condition: sql`album_plays.plays > 0`,
  },
};

export async function listAlbums(
  db: Db,
  query: AlbumQuery,
  request: PageRequest<Position>,
): Promise<Page<AlbumSummary, Position>> {
  const order = orders[query.order];
  const chosen = chosenRows('albums', order, await conditionsOf(db, query), request);
  const rows = await selectAlbums(db)
    .innerJoin(chosen, 'chosen.id', 'albums.id')
    .select('chosen.sort_key')
    .orderBy(chosenOrder(order))
    .execute();
  return pageOfChosen(rows, request.limit, toAlbum);
}

async function conditionsOf(
  db: Db,
  { order, visibleOnly, artistId, featuring, genre, year }: AlbumQuery,
): Promise<Sql[]> {
  const conditions: Sql[] = visibleOnly ? [hasPublishedSongs('albums')] : [];
  if (artistId !== undefined) conditions.push(sql`albums.artist_id = ${artistId}`);
  if (featuring !== undefined) conditions.push(features(featuring, visibleOnly));
  if (genre !== undefined) conditions.push(await hasSongOfGenre(db, 'albums', genre));
  if (year !== undefined) {
    conditions.push(sql`albums.year = ${year}`);
    if (order === 'year') conditions.push(isInYear(year));
  }
  return conditions;
}

function features(artistId: string, visibleOnly: boolean): Sql {
  return sql`albums.artist_id <> ${artistId} AND albums.id = ANY (ARRAY(
    SELECT songs.album_id FROM song_artists AS link JOIN songs ON songs.id = link.song_id
    WHERE link.artist_id = ${artistId}
      AND (songs.state = 'published' OR ${!visibleOnly}::boolean)))`;
}

/** Where in the order by year this one is; without it the order is walked from the newest on. */
function isInYear(year: number): Sql {
  const key = sql`years_to_come(${year}::integer)`;
  return sql`albums.sort_year >= ${key} AND albums.sort_year < ${key} || E'\\x02'`;
}
