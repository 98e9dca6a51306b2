import type { Play } from '@madrigal/core/library';
import type { Table } from '../client.ts';
import { type Item, type Key, type Stored, toDate } from '../items.ts';
import { beginningWith, keyOf, sortableTime } from '../keys.ts';
import { getItems, inOrderOf, queryItems } from '../read.ts';
import type { Write } from '../write.ts';

/** Plays of which a song is looked for at once. */
const PLAYS_PER_QUERY = 1000;
const SONGS_PER_QUERY = 5000;

/** Partition of a listener's plays, by id and by time. */
export function playsOf(userId: string): string {
  return keyOf('user', userId, 'plays');
}

export const PLAYS_BY_TIME = beginningWith('at#');

export function timeKey({ playedAt, id }: Pick<Play, 'playedAt' | 'id'>): string {
  return `at#${sortableTime(playedAt)}#${id}`;
}

export function fromPlayItem({ play }: Item): Play {
  const stored = play as Stored<Play>;
  return { ...stored, playedAt: toDate(stored.playedAt) };
}

/** How often a listener played a song, and when last. */
export interface Heard {
  songId: string;
  plays: number;
  last: Date;
}

function heardOf(userId: string): string {
  return keyOf('user', userId, 'heard');
}

function heardKey({ userId, songId }: Pick<Play, 'userId' | 'songId'>): Key {
  return { pk: heardOf(userId), sk: keyOf('song', songId) };
}

function fromHeardItem({ songId, plays, last }: Item): Heard {
  return { songId: String(songId), plays: Number(plays), last: toDate(String(last)) };
}

/** What a listener played of up to 500 songs, by the song. */
export async function heardAmong(
  table: Table,
  userId: string,
  songIds: readonly string[],
): Promise<Map<string, Heard>> {
  const items = await getItems(
    table,
    songIds.map((songId) => heardKey({ userId, songId })),
  );
  return new Map(items.map(fromHeardItem).map((heard) => [heard.songId, heard]));
}

/** Everything a listener played, by the song: about 150 bytes each. */
export async function allHeard(table: Table, userId: string): Promise<Map<string, Heard>> {
  const heard = new Map<string, Heard>();
  for await (const item of queryItems(table, { partition: heardOf(userId) }, SONGS_PER_QUERY)) {
    const each = fromHeardItem(item);
    heard.set(each.songId, each);
  }
  return heard;
}

/** A play that is there from now on (1), or not any more (-1). */
export interface HeardChange {
  play: Play;
  by: 1 | -1;
}

/** What changes of plays do to how often, and when last, songs were heard. */
export async function heardWrites(table: Table, changes: readonly HeardChange[]): Promise<Write[]> {
  const groups = [
    ...Map.groupBy(changes, ({ play }) => `${play.userId}\0${play.songId}`).values(),
  ] as [HeardChange, ...HeardChange[]][];
  const keys = groups.map(([{ play }]) => heardKey(play));
  const read = inOrderOf(keys, await getItems(table, keys));
  const writes = groups.map((group, at) => heardWrite(table, group, read[at] ?? null));
  return (await Promise.all(writes)).flat();
}

async function heardWrite(
  table: Table,
  group: readonly [HeardChange, ...HeardChange[]],
  read: Item | null,
): Promise<Write[]> {
  const [{ play }] = group;
  const key = heardKey(play);
  const plays = group.reduce((sum, { by }) => sum + by, Number(read?.plays ?? 0));
  if (plays <= 0) return read ? [{ remove: key, read }] : [];
  const last = await lastOf(table, group, read && fromHeardItem(read));
  const { songId } = play;
  const item: Item = { ...key, songId, plays, last: last.toISOString() };
  return [read ? { replace: item, read } : { add: item }];
}

async function lastOf(
  table: Table,
  group: readonly [HeardChange, ...HeardChange[]],
  before: Heard | null,
): Promise<Date> {
  const gone = group.filter(({ by }) => by < 0).map(({ play }) => play);
  const lostLast = before && gone.some(({ playedAt }) => playedAt >= before.last);
  const kept = lostLast ? await lastBut(table, group[0].play, gone) : (before?.last ?? null);
  const times = group.filter(({ by }) => by > 0).map(({ play }) => play.playedAt);
  return new Date(Math.max(...[...times, ...(kept ? [kept] : [])].map((time) => time.getTime())));
}

/** When a song was played last, but for some of its plays; looked for from the newest play on. */
async function lastBut(
  table: Table,
  { userId, songId }: Play,
  gone: readonly Play[],
): Promise<Date | null> {
  const ids = new Set(gone.map(({ id }) => id));
  const range = { partition: playsOf(userId), ...PLAYS_BY_TIME, descending: true };
  for await (const row of queryItems(table, range, PLAYS_PER_QUERY)) {
    const play = fromPlayItem(row);
    if (play.songId === songId && !ids.has(play.id)) return play.playedAt;
  }
  return null;
}
