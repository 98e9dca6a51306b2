import { ENOUGH_MATCHES, findByName, rankMatches } from '@madrigal/core/catalog';
import type { Playlist } from '@madrigal/core/library';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { allOf, begun } from '../tsquery.ts';
import { columns, isOf, toPlaylist } from './playlist-rows.ts';

type Db = Kysely<Tables>;

/** Playlists of one person that are ranked at most. */
const MOST_RANKED = 300;
/** Those changed last whose names are looked through for words that may have been meant. */
const MOST_LOOKED_THROUGH = 2000;

export async function searchPlaylistsOf(
  db: Db,
  userId: string,
  words: readonly string[],
  limit: number,
): Promise<Playlist[]> {
  if (words.length === 0) return [];
  const query = allOf(words.map((word) => [begun(word)]));
  const rows = await db
    .selectFrom('playlists')
    .select([...columns, 'search_name'])
    .where(isOf(userId))
    .where(sql<boolean>`search_words @@ ${query}::tsquery`)
    .limit(MOST_RANKED)
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const candidates = rows.map(({ id, search_name: name }) => ({ id, name }));
  const ids =
    rows.length < ENOUGH_MATCHES
      ? findByName(words, await namesOf(db, userId), limit)
      : rankMatches(words, candidates).slice(0, limit);
  const more = ids.filter((id) => !found.has(id));
  for (const row of await rowsOf(db, more)) found.set(row.id, row);
  return ids.flatMap((id) => found.get(id) ?? []).map(toPlaylist);
}

function namesOf(db: Db, userId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('playlists')
    .select(['id', 'name'])
    .where(isOf(userId))
    .orderBy('updated_at', 'desc')
    .limit(MOST_LOOKED_THROUGH)
    .execute();
}

async function rowsOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('playlists')
    .select([...columns, 'search_name'])
    .where('id', 'in', ids)
    .execute();
}
