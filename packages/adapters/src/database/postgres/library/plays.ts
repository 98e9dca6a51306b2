import type { FavouriteKind } from '@madrigal/contract';
import type { Period, Play, Played, PlayStore, PlayTotals } from '@madrigal/core/library';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type Kysely, sql } from 'kysely';
import { idOf, pageOfRows, timeOf } from '../../positions.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

export function createPlayStore(db: Db): PlayStore {
  return {
    addPlay: (play) => addPlay(db, play),
    listPlays: (userId, page) => listPlays(db, userId, page),
    deletePlay: (userId, playId) => deletePlay(db, userId, playId),
    clearPlays: (userId, now) => clearPlays(db, userId, now),
    restorePlays: (userId, since) => restorePlays(db, userId, since),
    forgetClearedPlays: (before) => forgetClearedPlays(db, before),
    listMostPlayed: (userId, kind, period, limit) => listMost(db, userId, kind, { period, limit }),
    listMostPlayedGenres: (userId, period, limit) => listGenres(db, userId, period, limit),
    listPlayedDays: (userId, period, timeZone) => listDays(db, userId, period, timeZone),
    getPlayTotals: (userId, period) => getTotals(db, userId, period),
  };
}

async function addPlay(db: Db, play: Play): Promise<void> {
  const { userId, id, songId, playedAt, msPlayed } = play;
  await db
    .insertInto('plays')
    .values({ user_id: userId, id, song_id: songId, played_at: playedAt, ms_played: msPlayed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function listPlays(
  db: Db,
  userId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Play, Position>> {
  const all = db
    .selectFrom('plays')
    .select(['id', 'user_id as userId', 'song_id as songId'])
    .select(['played_at as playedAt', 'ms_played as msPlayed'])
    .where('user_id', '=', userId)
    .orderBy('played_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const rest = after
    ? all.where(sql<boolean>`(played_at, id) < (${timeOf(after)}, ${idOf(after)})`)
    : all;
  return pageOfRows(
    await rest.execute(),
    limit,
    (row) => row,
    ({ playedAt, id }) => [playedAt.toISOString(), id],
  );
}

async function deletePlay(db: Db, userId: string, playId: string): Promise<void> {
  await db.deleteFrom('plays').where('user_id', '=', userId).where('id', '=', playId).execute();
}

async function clearPlays(db: Db, userId: string, now: Date): Promise<void> {
  await sql`
    WITH cleared AS (
      DELETE FROM plays WHERE user_id = ${userId}
      RETURNING user_id, id, song_id, played_at, ms_played
    )
    INSERT INTO cleared_plays (user_id, id, song_id, played_at, ms_played, cleared_at)
    SELECT user_id, id, song_id, played_at, ms_played, ${now}::timestamptz FROM cleared
    ON CONFLICT (user_id, id) DO UPDATE SET
      song_id = excluded.song_id,
      played_at = excluded.played_at,
      ms_played = excluded.ms_played,
      cleared_at = excluded.cleared_at`.execute(db);
}

async function restorePlays(db: Db, userId: string, since: Date): Promise<void> {
  await sql`
    WITH restored AS (
      DELETE FROM cleared_plays WHERE user_id = ${userId} AND cleared_at >= ${since}
      RETURNING user_id, id, song_id, played_at, ms_played
    )
    INSERT INTO plays (user_id, id, song_id, played_at, ms_played)
    SELECT user_id, id, song_id, played_at, ms_played FROM restored
    ON CONFLICT DO NOTHING`.execute(db);
}

async function forgetClearedPlays(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('cleared_plays').where('cleared_at', '<', before).execute();
}

/** Plays of a listener in a period, added up by song first: there are far fewer songs than plays. */
function playedSongs(userId: string, { from, to }: Period) {
  const condition = sql.join(
    [
      sql`user_id = ${userId}`,
      ...(from ? [sql`played_at >= ${from}`] : []),
      ...(to ? [sql`played_at < ${to}`] : []),
    ],
    sql` AND `,
  );
  return sql`
    SELECT songs.id, songs.album_id, played.plays, played.ms_played
    FROM (
      SELECT song_id, count(*) AS plays, sum(ms_played)::bigint AS ms_played
      FROM plays WHERE ${condition} GROUP BY song_id
    ) AS played
    JOIN songs ON songs.id = played.song_id`;
}

const groups = {
  song: { from: sql`played`, key: sql`played.id` },
  album: { from: sql`played`, key: sql`played.album_id` },
  artist: {
    from: sql`played JOIN song_artists ON song_artists.song_id = played.id`,
    key: sql`song_artists.artist_id`,
  },
};

async function listMost(
  db: Db,
  userId: string,
  kind: FavouriteKind,
  { period, limit }: { period: Period; limit: number },
): Promise<(Played & { id: string })[]> {
  const { from, key } = groups[kind];
  const { rows } = await sql<Played & { id: string }>`
    WITH played AS (${playedSongs(userId, period)})
    SELECT ${key} AS id, sum(plays)::bigint AS plays, sum(ms_played)::bigint AS "msPlayed"
    FROM ${from} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${limit}`.execute(db);
  return rows;
}

async function listGenres(
  db: Db,
  userId: string,
  period: Period,
  limit: number,
): Promise<(Played & { name: string })[]> {
  const { rows } = await sql<Played & { name: string }>`
    WITH played AS (${playedSongs(userId, period)})
    SELECT min(genre.name) AS name,
      sum(played.plays)::bigint AS plays, sum(played.ms_played)::bigint AS "msPlayed"
    FROM played JOIN songs USING (id),
      unnest(songs.genres, songs.genre_keys) AS genre (name, key)
    GROUP BY genre.key ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${limit}`.execute(db);
  return rows;
}

async function listDays(
  db: Db,
  userId: string,
  { from, to }: Period,
  timeZone: string,
): Promise<(Played & { day: string })[]> {
  const { rows } = await sql<Played & { day: string }>`
    SELECT to_char(played_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
      count(*) AS plays, sum(ms_played)::bigint AS "msPlayed"
    FROM plays
    WHERE user_id = ${userId}
      AND played_at >= ${from ?? new Date(0)}
      ${to ? sql`AND played_at < ${to}` : sql``}
    GROUP BY 1 ORDER BY 1`.execute(db);
  return rows;
}

async function getTotals(db: Db, userId: string, period: Period): Promise<PlayTotals> {
  const { rows } = await sql<PlayTotals>`
    WITH played AS (${playedSongs(userId, period)})
    SELECT coalesce(sum(plays), 0)::bigint AS plays,
      coalesce(sum(ms_played), 0)::bigint AS "msPlayed",
      count(*) AS songs,
      count(DISTINCT album_id) AS albums,
      (SELECT count(DISTINCT artist_id) FROM played JOIN song_artists ON song_id = played.id)
        AS artists
    FROM played`.execute(db);
  return rows[0] as PlayTotals;
}
