import type { Bookmark, MarkStore, Playing } from '@madrigal/core/library';
import type { Table } from '../client.ts';
import { type Item, type Key, type Stored, toDate, toStored } from '../items.ts';
import { beginningWith, keyOf, shardOf, shardsOf } from '../keys.ts';
import { queryItems } from '../read.ts';
import { changeItem, writeAll, writeLoosely } from '../write.ts';
import { targetOf } from './playlist-kind.ts';

const ROWS_PER_QUERY = 1000;
const DAY_MS = 86_400_000;
const MOST_PLAYING = 200;
const PLAYING = 'playing';

type Bookmarks = Pick<
  MarkStore,
  'putBookmark' | 'deleteBookmark' | 'listBookmarksOf' | 'putPlaying' | 'listPlaying'
>;

export function createBookmarks(table: Table): Bookmarks {
  return {
    putBookmark: (bookmark) => putBookmark(table, bookmark),
    deleteBookmark: async (userId, songId) => {
      await writeAll(table, [{ drop: bookmarkKey({ userId, songId }) }]);
    },
    listBookmarksOf: (userId) => listBookmarks(table, userId),
    putPlaying: (playing) => putPlaying(table, playing),
    listPlaying: (userId, after) => listPlaying(table, userId, after),
  };
}

/** Partition of a listener's bookmarks. */
function bookmarksOf(userId: string): string {
  return keyOf('user', userId, 'bookmarks');
}

export function bookmarkKey({ userId, songId }: Pick<Bookmark, 'userId' | 'songId'>): Key {
  return { pk: bookmarksOf(userId), sk: keyOf('of', songId) };
}

export function fromBookmarkItem({ bookmark }: Item): Bookmark {
  const stored = bookmark as Stored<Bookmark>;
  const { createdAt, changedAt } = stored;
  return { ...stored, createdAt: toDate(createdAt), changedAt: toDate(changedAt) };
}

async function putBookmark(table: Table, bookmark: Bookmark): Promise<void> {
  const key = bookmarkKey(bookmark);
  await changeItem(table, key, async (read) => {
    const { createdAt } = read ? fromBookmarkItem(read) : bookmark;
    const item: Item = {
      ...{ ...key, bookmark: toStored({ ...bookmark, createdAt }) },
      ...{ targetPk: targetOf(bookmark.songId), targetSk: keyOf('bookmark', bookmark.userId) },
    };
    return { writes: [read ? { replace: item, read } : { add: item }], result: true };
  });
}

async function listBookmarks(table: Table, userId: string): Promise<Bookmark[]> {
  const found: Bookmark[] = [];
  for await (const item of queryItems(table, { partition: bookmarksOf(userId) }, ROWS_PER_QUERY)) {
    found.push(fromBookmarkItem(item));
  }
  return found.toSorted(
    (a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.songId < b.songId ? 1 : -1),
  );
}

function playingOf(userId: string) {
  return { partition: shardOf(PLAYING, userId), ...beginningWith(`${keyOf(userId)}#`) };
}

/** What the tables' own forgetting takes away, should the listener never play anything again. */
async function putPlaying(table: Table, playing: Playing): Promise<void> {
  const { userId, player, songId, since } = playing;
  const { partition } = playingOf(userId);
  await forgetOldPlaying(table, userId, new Date(since.getTime() - DAY_MS));
  const put: Item = {
    ...{ pk: partition, sk: keyOf(userId, player), playing: toStored(playing) },
    ...{ targetPk: targetOf(songId), targetSk: keyOf('playing', userId, player) },
    dropAt: Math.ceil((Date.now() + 2 * DAY_MS) / 1000),
  };
  await writeAll(table, [{ put }]);
}

function fromPlayingItem({ playing }: Item): Playing {
  const stored = playing as Stored<Playing>;
  return { ...stored, since: toDate(stored.since) };
}

async function forgetOldPlaying(table: Table, userId: string, before: Date): Promise<void> {
  const old: { drop: Item }[] = [];
  for await (const drop of queryItems(table, playingOf(userId), ROWS_PER_QUERY)) {
    if (fromPlayingItem(drop).since < before) old.push({ drop });
  }
  await writeLoosely(table, old);
}

async function listPlaying(table: Table, userId: string | null, after: Date): Promise<Playing[]> {
  const ranges =
    userId === null ? shardsOf(PLAYING).map((partition) => ({ partition })) : [playingOf(userId)];
  const found: Playing[] = [];
  for (const range of ranges) {
    for await (const item of queryItems(table, range, ROWS_PER_QUERY)) {
      const playing = fromPlayingItem(item);
      if (playing.since > after) found.push(playing);
    }
  }
  return found
    .toSorted(
      (a, b) =>
        b.since.getTime() - a.since.getTime() ||
        (a.userId + a.player < b.userId + b.player ? -1 : 1),
    )
    .slice(0, MOST_PLAYING);
}

/** Everything here of a listener, as keys. */
export async function markedBy(table: Table, userId: string): Promise<{ drop: Item }[]> {
  const drops: { drop: Item }[] = [];
  for (const range of [{ partition: bookmarksOf(userId) }, playingOf(userId)]) {
    for await (const drop of queryItems(table, range, ROWS_PER_QUERY)) drops.push({ drop });
  }
  return drops;
}
