import type { Play, PlayStore } from '@madrigal/core/library';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { idOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { toDate } from '../items.ts';
import { beginningWith, shardsOf, sortableTime } from '../keys.ts';
import { getItems, listPage, queryItems } from '../read.ts';
import { fromPlayItem, PLAYS_BY_TIME, playsOf, timeKey } from './heard.ts';
import { CLEARED, changePlays, clearedOf, forgetPlays, type PlayRef } from './play-items.ts';
import { targetOf } from './playlist-kind.ts';

type Plays = Pick<
  PlayStore,
  'addPlay' | 'listPlays' | 'deletePlay' | 'clearPlays' | 'restorePlays' | 'forgetClearedPlays'
>;

/** 1 MB, which is what DynamoDB answers at once, holds about so many plays. */
const PLAYS_PER_QUERY = 3000;

export function createPlays(table: Table): Plays {
  return {
    addPlay: (play) => changePlays(table, [play], () => ({ heard: play })),
    listPlays: (userId, page) => listPlays(table, userId, page),
    deletePlay: (userId, id) => changePlays(table, [{ userId, id }], () => ({ heard: null })),
    clearPlays: (userId, now) => clearPlays(table, userId, now),
    restorePlays: (userId, since) => restorePlays(table, userId, since),
    forgetClearedPlays: (before) => forgetCleared(table, before),
  };
}

function listPlays(
  table: Table,
  userId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Play, Position>> {
  const range = { partition: playsOf(userId), ...PLAYS_BY_TIME, descending: true };
  return listPage<Play>(table, range, {
    limit,
    after: after && timeKey({ playedAt: timeOf(after), id: idOf(after) }),
    sortKeyOf: (row) => row.sk,
    resolve: async (rows) => rows.map(fromPlayItem),
    positionOf: ({ playedAt, id }) => [playedAt.toISOString(), id],
  });
}

/** A listener's plays in a period, in the order of their times. */
export async function* playsIn(
  table: Table,
  userId: string,
  { from, to }: { from?: Date | undefined; to?: Date | undefined },
): AsyncGenerator<Play> {
  const range = {
    partition: playsOf(userId),
    from: from ? `at#${sortableTime(from)}` : PLAYS_BY_TIME.from,
    // What begins at this moment is left out: in keys, more follows the time.
    to: to ? `at#${sortableTime(to)}` : PLAYS_BY_TIME.to,
  };
  for await (const row of queryItems(table, range, PLAYS_PER_QUERY)) yield fromPlayItem(row);
}

async function clearPlays(table: Table, userId: string, at: Date): Promise<void> {
  const plays: Play[] = [];
  for await (const play of playsIn(table, userId, {})) plays.push(play);
  await changePlays(table, plays, ({ main }) => {
    // Somebody deleted or cleared it meanwhile.
    if (!main) return {};
    return { heard: null, cleared: { play: fromPlayItem(main), at } };
  });
}

async function restorePlays(table: Table, userId: string, since: Date): Promise<void> {
  const refs: PlayRef[] = [];
  for await (const item of queryItems(table, { partition: clearedOf(userId) }, PLAYS_PER_QUERY)) {
    if (toDate(String(item.clearedAt)) >= since) refs.push(fromPlayItem(item));
  }
  await changePlays(table, refs, ({ cleared }) =>
    cleared ? { heard: fromPlayItem(cleared), cleared: null } : {},
  );
}

async function forgetCleared(table: Table, before: Date): Promise<void> {
  for (const partition of shardsOf(CLEARED)) {
    const range = { index: 'cleared', partition, to: sortableTime(before) };
    for await (const row of queryItems(table, range, PLAYS_PER_QUERY)) {
      const [item] = await getItems(table, [row]);
      if (!item) continue;
      await changePlays(table, [fromPlayItem(item)], ({ cleared }) =>
        cleared && toDate(String(cleared.clearedAt)) < before ? { cleared: null } : {},
      );
    }
  }
}

/** Plays of a song go with it, those that were cleared too. */
export async function forgetPlaysOfSong(table: Table, songId: string): Promise<void> {
  const range = { index: 'target', partition: targetOf(songId), ...beginningWith('play#') };
  const refs: PlayRef[] = [];
  for await (const row of queryItems(table, range, PLAYS_PER_QUERY)) {
    const [item] = await getItems(table, [row]);
    if (item) refs.push(fromPlayItem(item));
  }
  await forgetPlays(table, refs);
}

export async function forgetPlaysOf(table: Table, userId: string): Promise<void> {
  const refs: PlayRef[] = [];
  for await (const play of playsIn(table, userId, {})) refs.push(play);
  for await (const item of queryItems(table, { partition: clearedOf(userId) }, PLAYS_PER_QUERY)) {
    refs.push(fromPlayItem(item));
  }
  await forgetPlays(table, refs);
}
