import type { SmartGroup, SmartRule, SmartRules, SmartSubgroup } from '@madrigal/contract';
import type { SmartStore } from '@madrigal/core/library';
import { searchName, titleSortKey } from '@madrigal/core/shared';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;
type Condition = RawBuilder<boolean>;

/** For whom, and when. */
interface Moment {
  userId: string;
  now: Date;
}

export function createSmartStore(db: Db): SmartStore {
  return { pickSongs: (userId, rules, now) => pickSongs(db, { userId, now }, rules) };
}

/** One query for the whole tree of rules. */
async function pickSongs(db: Db, moment: Moment, { where, order, limit }: SmartRules) {
  const { rows } = await sql<{ songId: string; durationMs: number }>`
    WITH mine AS (
      SELECT song_id, count(*)::int AS plays, max(played_at) AS last_played
      FROM plays WHERE user_id = ${moment.userId} GROUP BY song_id
    )
    SELECT songs.id AS "songId", songs.duration_ms AS "durationMs"
    FROM songs LEFT JOIN mine ON mine.song_id = songs.id
    WHERE songs.state = 'published' AND ${conditionOf(where, moment)}
    ORDER BY ${orderOf(order, moment)}, songs.id
    LIMIT ${limit}`.execute(db);
  return rows;
}

function conditionOf(node: SmartGroup | SmartSubgroup | SmartRule, moment: Moment): Condition {
  if (!('match' in node)) return sql<boolean>`(${ruleOf(node, moment)}) IS TRUE`;
  if (node.rules.length === 0) return sql<boolean>`true`;
  const parts = node.rules.map((rule) => conditionOf(rule, moment));
  return sql<boolean>`(${sql.join(parts, node.match === 'all' ? sql` AND ` : sql` OR `)})`;
}

function ruleOf(rule: SmartRule, moment: Moment): Condition {
  switch (rule.field) {
    case 'title':
    case 'artist':
    case 'album':
    case 'genre':
      return textRule(rule);
    case 'added':
    case 'lastPlayed':
      return daysRule(rule, moment);
    case 'favourite':
      return rule.value ? isFavourite(moment) : sql<boolean>`NOT ${isFavourite(moment)}`;
    default:
      return numberRule(rule, moment);
  }
}

type TextRule = Extract<SmartRule, { field: 'title' | 'artist' | 'album' | 'genre' }>;
type NumberRule = Extract<SmartRule, { field: 'year' | 'durationMs' | 'plays' | 'rating' }>;
type DaysRule = Extract<SmartRule, { field: 'added' | 'lastPlayed' }>;

function textRule({ field, op, value }: TextRule): Condition {
  const folded = field === 'genre' ? titleSortKey(value) : searchName(value);
  if (folded === '') return sql<boolean>`false`;
  const matches = (name: RawBuilder<string>): Condition => {
    if (op === 'is' || op === 'isNot') return sql<boolean>`${name} = ${folded}`;
    if (op === 'startsWith') return sql<boolean>`starts_with(${name}, ${folded})`;
    return sql<boolean>`strpos(${name}, ${folded}) > 0`;
  };
  const found = someName(field, matches);
  return op === 'isNot' || op === 'notContains' ? sql<boolean>`NOT ${found}` : found;
}

/** Whether one of the names that a field stands for is the wanted one. */
function someName(
  field: TextRule['field'],
  matches: (name: RawBuilder<string>) => Condition,
): Condition {
  switch (field) {
    case 'title':
      return matches(sql`songs.search_name`);
    case 'artist':
      return sql<boolean>`EXISTS (
        SELECT FROM song_artists AS link JOIN artists ON artists.id = link.artist_id
        WHERE link.song_id = songs.id AND ${matches(sql`artists.search_name`)})`;
    case 'album':
      return sql<boolean>`EXISTS (
        SELECT FROM albums
        WHERE albums.id = songs.album_id AND ${matches(sql`albums.search_name`)})`;
    case 'genre':
      return sql<boolean>`EXISTS (
        SELECT FROM unnest(songs.genre_keys) AS genre WHERE ${matches(sql`genre`)})`;
  }
}

const comparisons = { is: sql`=`, isNot: sql`IS DISTINCT FROM`, atLeast: sql`>=`, atMost: sql`<=` };

function numberRule({ field, op, value }: NumberRule, moment: Moment): Condition {
  return sql<boolean>`${numberOf(field, moment)} ${comparisons[op]} ${value}`;
}

function numberOf(field: NumberRule['field'], { userId }: Moment): RawBuilder<number> {
  switch (field) {
    case 'year':
      return sql`songs.year`;
    case 'durationMs':
      return sql`songs.duration_ms`;
    case 'plays':
      return sql`coalesce(mine.plays, 0)`;
    case 'rating':
      return sql`coalesce((SELECT stars FROM stars
        WHERE user_id = ${userId} AND kind = 'song' AND target_id = songs.id), 0)`;
  }
}

function daysRule({ field, op, value }: DaysRule, { now }: Moment): Condition {
  const since = new Date(now.getTime() - value * 86_400_000);
  const recent = sql<boolean>`${momentOf(field)} >= ${since}`;
  return op === 'inLastDays' ? recent : sql<boolean>`(${recent}) IS NOT TRUE`;
}

function momentOf(field: DaysRule['field']): RawBuilder<Date> {
  return field === 'added' ? sql`songs.added_at` : sql`mine.last_played`;
}

function isFavourite({ userId }: Moment): Condition {
  return sql<boolean>`EXISTS (SELECT FROM favourites
    WHERE user_id = ${userId} AND kind = 'song' AND target_id = songs.id)`;
}

function orderOf({ by, direction }: SmartRules['order'], moment: Moment): RawBuilder<unknown> {
  const way = direction === 'up' ? sql`ASC` : sql`DESC`;
  return sql`${orderedBy(by, moment)} ${way} NULLS LAST`;
}

function orderedBy(by: SmartRules['order']['by'], moment: Moment): RawBuilder<unknown> {
  switch (by) {
    case 'random':
      return sql`md5(songs.id::text || ${moment.now.toISOString().slice(0, 10)})`;
    case 'title':
      return sql`songs.sort_title`;
    case 'artist':
      return sql`songs.sort_artist`;
    case 'added':
    case 'lastPlayed':
      return momentOf(by);
    default:
      return numberOf(by, moment);
  }
}
