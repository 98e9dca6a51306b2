import type { FavouriteKind } from '@madrigal/contract';
import type { Favourite, FavouriteStore } from '@madrigal/core/library';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type Kysely, sql } from 'kysely';
import { idOf, pageOfRows, timeOf } from '../../positions.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

export function createFavouriteStore(db: Db): FavouriteStore {
  return {
    putFavourite: (favourite) => putFavourite(db, favourite),
    deleteFavourite: (userId, kind, targetId) => deleteFavourite(db, userId, kind, targetId),
    listFavourites: (userId, kind, page) => listFavourites(db, userId, kind, page),
  };
}

async function putFavourite(db: Db, favourite: Favourite): Promise<void> {
  const { userId, kind, targetId, addedAt } = favourite;
  await db
    .insertInto('favourites')
    .values({ user_id: userId, kind, target_id: targetId, added_at: addedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function deleteFavourite(
  db: Db,
  userId: string,
  kind: FavouriteKind,
  targetId: string,
): Promise<void> {
  await db
    .deleteFrom('favourites')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('target_id', '=', targetId)
    .execute();
}

async function listFavourites(
  db: Db,
  userId: string,
  kind: FavouriteKind,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Favourite, Position>> {
  const all = db
    .selectFrom('favourites')
    .select(['user_id as userId', 'kind', 'target_id as targetId', 'added_at as addedAt'])
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .orderBy('added_at', 'desc')
    .orderBy('target_id', 'desc')
    .limit(limit + 1);
  const rest = after
    ? all.where(sql<boolean>`(added_at, target_id) < (${timeOf(after)}, ${idOf(after)})`)
    : all;
  return pageOfRows(
    await rest.execute(),
    limit,
    (row) => row,
    ({ addedAt, targetId }) => [addedAt.toISOString(), targetId],
  );
}
