import type { FavouriteKind } from '@madrigal/contract';
import type { Bookmark, MarkStore, Marks, Playing } from '@madrigal/core/library';
import { type Kysely, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Stars, bookmarks and what is playing, in PostgreSQL. */
export function createMarkStore(db: Db): MarkStore {
  return translatedMethods<MarkStore>({
    putStars: (userId, kind, targetId, stars) => putStars(db, userId, { kind, targetId, stars }),
    deleteStars: async (userId, kind, targetId) => {
      const mine = db.deleteFrom('stars').where('user_id', '=', userId).where('kind', '=', kind);
      await mine.where('target_id', '=', targetId).execute();
    },
    listStarsOf: (userId) =>
      db
        .selectFrom('stars')
        .select(['kind', 'target_id as targetId', 'stars'])
        .where('user_id', '=', userId)
        .orderBy('kind')
        .orderBy('target_id')
        .execute(),
    getMarks: (userId, kind, ids) => getMarks(db, userId, kind, ids),
    putBookmark: (bookmark) => putBookmark(db, bookmark),
    deleteBookmark: async (userId, songId) => {
      const mine = db.deleteFrom('bookmarks').where('user_id', '=', userId);
      await mine.where('song_id', '=', songId).execute();
    },
    listBookmarksOf: (userId) => listBookmarks(db, userId),
    putPlaying: (playing) => putPlaying(db, playing),
    listPlaying: (userId, after) => listPlaying(db, userId, after),
    forgetSong: (songId) => forgetSong(db, songId),
    moveArtist: (fromId, toId) => moveArtist(db, fromId, toId),
    forgetListener: (userId) => forgetListener(db, userId),
  });
}

async function putStars(
  db: Db,
  userId: string,
  { kind, targetId, stars }: { kind: FavouriteKind; targetId: string; stars: number },
): Promise<void> {
  await db
    .insertInto('stars')
    .values({ user_id: userId, kind, target_id: targetId, stars })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'kind', 'target_id']).doUpdateSet({ stars }),
    )
    .execute();
}

/** The songs whose plays count for something of this kind, as `id` and `song_id`. */
const songsOf = {
  song: sql`SELECT id, id AS song_id FROM wanted`,
  album: sql`SELECT wanted.id, songs.id AS song_id FROM wanted JOIN songs ON songs.album_id = wanted.id`,
  artist: sql`
    SELECT wanted.id, song_artists.song_id
    FROM wanted JOIN song_artists ON song_artists.artist_id = wanted.id`,
} satisfies Record<FavouriteKind, unknown>;

async function getMarks(
  db: Db,
  userId: string,
  kind: FavouriteKind,
  ids: readonly string[],
): Promise<Map<string, Marks>> {
  const { rows } = await sql<Marks & { id: string }>`
    WITH wanted AS (SELECT DISTINCT unnest(${ids}::uuid[]) AS id),
    members AS (${songsOf[kind]}),
    played AS (
      SELECT members.id, count(*) AS plays, max(plays.played_at) AS last_played_at
      FROM members JOIN plays ON plays.song_id = members.song_id
      WHERE plays.user_id = ${userId} GROUP BY members.id
    ),
    rated AS (
      SELECT target_id AS id, avg(stars)::float8 AS average,
        max(stars) FILTER (WHERE user_id = ${userId}) AS own
      FROM stars JOIN wanted ON wanted.id = stars.target_id WHERE kind = ${kind} GROUP BY target_id
    )
    SELECT wanted.id, favourites.added_at AS "favouriteSince", rated.own AS stars,
      rated.average AS "averageStars", coalesce(played.plays, 0)::bigint AS plays,
      played.last_played_at AS "lastPlayedAt", bookmarks.position_ms AS "bookmarkMs"
    FROM wanted
    LEFT JOIN favourites ON favourites.target_id = wanted.id
      AND favourites.user_id = ${userId} AND favourites.kind = ${kind}
    LEFT JOIN rated ON rated.id = wanted.id
    LEFT JOIN played ON played.id = wanted.id
    LEFT JOIN bookmarks ON bookmarks.song_id = wanted.id
      AND bookmarks.user_id = ${userId} AND ${kind} = 'song'
    WHERE coalesce(favourites.target_id, rated.id, played.id, bookmarks.song_id) IS NOT NULL`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...marks }) => [id, marks]));
}

async function putBookmark(db: Db, bookmark: Bookmark): Promise<void> {
  const { userId, songId, createdAt } = bookmark;
  const change = {
    position_ms: bookmark.positionMs,
    comment: bookmark.comment,
    changed_at: bookmark.changedAt,
  };
  await db
    .insertInto('bookmarks')
    .values({ user_id: userId, song_id: songId, created_at: createdAt, ...change })
    .onConflict((conflict) => conflict.columns(['user_id', 'song_id']).doUpdateSet(change))
    .execute();
}

function listBookmarks(db: Db, userId: string): Promise<Bookmark[]> {
  return db
    .selectFrom('bookmarks')
    .select(['user_id as userId', 'song_id as songId', 'position_ms as positionMs', 'comment'])
    .select(['created_at as createdAt', 'changed_at as changedAt'])
    .where('user_id', '=', userId)
    .orderBy('changed_at', 'desc')
    .orderBy('song_id', 'desc')
    .execute();
}

const DAY_MS = 86_400_000;

async function putPlaying(db: Db, { userId, player, songId, since }: Playing): Promise<void> {
  const old = new Date(since.getTime() - DAY_MS);
  await db.deleteFrom('playing').where('user_id', '=', userId).where('since', '<', old).execute();
  const change = { song_id: songId, since };
  await db
    .insertInto('playing')
    .values({ user_id: userId, player, ...change })
    .onConflict((conflict) => conflict.columns(['user_id', 'player']).doUpdateSet(change))
    .execute();
}

function listPlaying(db: Db, userId: string | null, after: Date): Promise<Playing[]> {
  const all = db
    .selectFrom('playing')
    .select(['user_id as userId', 'player', 'song_id as songId', 'since'])
    .where('since', '>', after)
    .orderBy('since', 'desc')
    .orderBy('user_id')
    .orderBy('player')
    .limit(200);
  return (userId === null ? all : all.where('user_id', '=', userId)).execute();
}

function forgetSong(db: Db, songId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('stars').where('target_id', '=', songId).execute();
    await tx.deleteFrom('bookmarks').where('song_id', '=', songId).execute();
    await tx.deleteFrom('playing').where('song_id', '=', songId).execute();
  });
}

/** Stars that somebody gave both stay with the artist that is left. */
function moveArtist(db: Db, fromId: string, toId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await sql`
      INSERT INTO stars (user_id, kind, target_id, stars)
      SELECT user_id, kind, ${toId}::uuid, stars FROM stars WHERE target_id = ${fromId}
      ON CONFLICT DO NOTHING`.execute(tx);
    await tx.deleteFrom('stars').where('target_id', '=', fromId).execute();
  });
}

function forgetListener(db: Db, userId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('stars').where('user_id', '=', userId).execute();
    await tx.deleteFrom('bookmarks').where('user_id', '=', userId).execute();
    await tx.deleteFrom('playing').where('user_id', '=', userId).execute();
  });
}
