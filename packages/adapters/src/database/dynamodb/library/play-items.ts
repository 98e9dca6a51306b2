import type { Play } from '@madrigal/core/library';
import type { Table } from '../client.ts';
import { type Item, type Key, toStored } from '../items.ts';
import { keyOf, shardOf, sortableNumber, sortableTime } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItems, inOrderOf } from '../read.ts';
import { again, untilSettled } from '../retry.ts';
import { type Write, writeAll } from '../write.ts';
import { fromPlayItem, type HeardChange, heardWrites, playsOf, timeKey } from './heard.ts';
import { targetOf } from './playlist-kind.ts';

/** Lists that are everybody's, in the indexes `played` and `cleared`. */
export const PLAYED = 'played';
export const CLEARED = 'cleared';

/**
 * Plays changed in one transaction: each is up to three writes, and there are two for every song.
 * A song that is heard by many at once is counted by one after the other.
 */
const PLAYS_AT_ONCE = 20;

export function clearedOf(userId: string): string {
  return keyOf('user', userId, 'cleared');
}

export interface PlayRef {
  userId: string;
  id: string;
}

function playKey({ userId, id }: PlayRef): Key {
  return { pk: playsOf(userId), sk: keyOf('play', id) };
}

function clearedKey({ userId, id }: PlayRef): Key {
  return { pk: clearedOf(userId), sk: keyOf('play', id) };
}

function songKey(songId: string): Key {
  return { pk: keyOf('song', songId), sk: 'plays' };
}

/** A play by its id, by which it is there once, and by its time, with all of it for lists. */
function playItems(play: Play): { main: Item; row: Item } {
  const stored = { play: toStored(play) };
  const target = { targetPk: targetOf(play.songId), targetSk: keyOf('play', play.id) };
  return {
    main: { ...playKey(play), ...stored, ...target },
    row: { pk: playsOf(play.userId), sk: timeKey(play), ...stored },
  };
}

/** A play that was cleared, until it comes back or is forgotten. */
function clearedItem(play: Play, clearedAt: Date): Item {
  return {
    ...clearedKey(play),
    ...{ play: toStored(play), clearedAt: clearedAt.toISOString() },
    ...{ targetPk: targetOf(play.songId), targetSk: keyOf('play', play.id) },
    ...{
      clearedPk: shardOf(CLEARED, play.userId),
      clearedSk: `${sortableTime(clearedAt)}#${play.id}`,
    },
  };
}

/** A play as it lies there: heard, cleared, both or neither. */
export interface FoundPlay {
  main: Item | null;
  cleared: Item | null;
}

/** What becomes of a play; what is left out stays as it is. */
export interface PlayFate {
  /** Heard from now on (a play), or not any more (null). */
  heard?: Play | null;
  /** Cleared at a moment, or not any more (null). */
  cleared?: { play: Play; at: Date } | null;
}

/**
 * Changes plays, and with them in the same transactions how often their songs were played. What is
 * done already is left alone, so that it may be repeated.
 */
export async function changePlays(
  table: Table,
  refs: readonly PlayRef[],
  decide: (found: FoundPlay, at: number) => PlayFate,
): Promise<void> {
  for (let start = 0; start < refs.length; start += PLAYS_AT_ONCE) {
    const some = refs.slice(start, start + PLAYS_AT_ONCE);
    await untilSettled(table.retry, async () => {
      const found = await findPlays(table, some);
      const changes = found.map((each, at) => writesOf(each, decide(each, start + at)));
      const writes = [
        ...changes.flatMap(({ writes: each }) => each),
        ...(await countWrites(table, changes)),
        ...(await heardWrites(
          table,
          changes.flatMap(({ counts }) => counts),
        )),
      ];
      return (await writeAll(table, writes)) ? true : again;
    });
  }
}

async function findPlays(table: Table, refs: readonly PlayRef[]): Promise<FoundPlay[]> {
  const [keys, clearedKeys] = [refs.map(playKey), refs.map(clearedKey)];
  const items = await getItems(table, [...keys, ...clearedKeys]);
  const cleared = inOrderOf(clearedKeys, items);
  return inOrderOf(keys, items).map((main, at) => ({ main, cleared: cleared[at] ?? null }));
}

interface PlayWrites {
  writes: Write[];
  /** Plays that a song has more, or fewer. */
  counts: HeardChange[];
}

function writesOf({ main, cleared }: FoundPlay, fate: PlayFate): PlayWrites {
  const writes: Write[] = [];
  const counts: PlayWrites['counts'] = [];
  if (fate.heard && !main) {
    const items = playItems(fate.heard);
    writes.push({ add: items.main }, { put: items.row });
    counts.push({ play: fate.heard, by: 1 });
  }
  if (fate.heard === null && main) {
    const play = fromPlayItem(main);
    const { row } = playItems(play);
    writes.push({ remove: main, read: main }, { drop: row });
    counts.push({ play, by: -1 });
  }
  if (fate.cleared) writes.push({ put: clearedItem(fate.cleared.play, fate.cleared.at) });
  if (fate.cleared === null && cleared) writes.push({ remove: cleared, read: cleared });
  return { writes, counts };
}

async function countWrites(table: Table, changes: readonly PlayWrites[]): Promise<Write[]> {
  const bySong = new Map<string, number>();
  for (const { play, by } of changes.flatMap(({ counts }) => counts)) {
    bySong.set(play.songId, (bySong.get(play.songId) ?? 0) + by);
  }
  const ids = [...bySong].flatMap(([songId, by]) => (by === 0 ? [] : [songId]));
  const read = inOrderOf(ids.map(songKey), await getItems(table, ids.map(songKey)));
  return ids.flatMap((songId, at): Write[] => {
    const before = read[at] ?? null;
    const plays = Number(before?.n ?? 0) + (bySong.get(songId) ?? 0);
    if (plays <= 0) return before ? [{ remove: songKey(songId), read: before }] : [];
    const item = songItem(songId, plays);
    return [before ? { replace: item, read: before } : { add: item }];
  });
}

function songItem(songId: string, plays: number): Item {
  return {
    ...songKey(songId),
    ...{ songId, n: plays },
    ...{ playedPk: shardOf(PLAYED, songId), playedSk: playedKey(plays, songId) },
  };
}

/** How often anybody played songs, of those that were. */
export async function playsOfSongs(
  table: Table,
  songIds: readonly string[],
): Promise<Map<string, number>> {
  const items = await getItems(table, songIds.map(songKey));
  return new Map(items.map(({ songId, n }) => [String(songId), Number(n)]));
}

/** Orders songs by plays, then by id. */
export function playedKey(plays: number, songId: string): string {
  return `${sortableNumber(plays)}#${songId}`;
}

/** Removes everything of plays for good: those heard, and those cleared. */
export async function forgetPlays(table: Table, refs: readonly PlayRef[]): Promise<void> {
  const byUser = Map.groupBy(refs, ({ userId }) => userId);
  await inParallel([...byUser.values()], (some) =>
    changePlays(table, some, () => ({ heard: null, cleared: null })),
  );
}
