import type { ArtistOrder } from '@madrigal/contract';
import type { ArtistQuery, ArtistSummary } from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { countOf, textOf } from '../../positions.ts';
import { selectArtists, toArtist } from './artist-rows.ts';
import { chosenOrder, chosenRows, pageOfChosen, type RowOrder } from './chosen-rows.ts';
import { hasSongOfGenre } from './genre-members.ts';
import type { Db } from './identities.ts';
import { hasPublishedSongs } from './visible.ts';

const id = sql`artists.id`;

const orders: Record<ArtistOrder, RowOrder> = {
  name: { key: sql`artists.sort_name`, id, descending: false, bound: textOf },
  added: { id, descending: true },
  plays: {
    key: sql`artist_plays.plays`,
    id: sql`artist_plays.artist_id`,
    descending: true,
    bound: (position) => sql`${countOf(position)}::bigint`,
    join: sql`JOIN artist_plays ON artist_plays.artist_id = artists.id`,
    condition: sql`artist_plays.plays > 0`,
  },
};

export async function listArtists(
  db: Db,
  query: ArtistQuery,
  request: PageRequest<Position>,
): Promise<Page<ArtistSummary, Position>> {
  const order = orders[query.order];
  const conditions = [
    hasPublishedSongs('artists'),
    ...(query.genre === undefined ? [] : [await hasSongOfGenre(db, 'artists', query.genre)]),
  ];
  const rows = await selectArtists(db)
    .innerJoin(chosenRows('artists', order, conditions, request), 'chosen.id', 'artists.id')
    .select('chosen.sort_key')
    .orderBy(chosenOrder(order))
    .execute();
  return pageOfChosen(rows, request.limit, toArtist);
}
