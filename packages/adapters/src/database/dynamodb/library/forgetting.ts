import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { beginningWith } from '../keys.ts';
import { getItems, itemsBehind } from '../read.ts';
import { changeRecord } from '../records.ts';
import { writeAll } from '../write.ts';
import { forgetFavouritesOf, forgetTarget } from './favourites.ts';
import { changedItem, removeItems } from './playlist-items.ts';
import { addedBy, fromItem, playlistKind, targetOf } from './playlist-kind.ts';
import { allPlaylistsOf } from './playlists.ts';
import { forgetPlaysOf, forgetPlaysOfSong } from './plays.ts';

const ROWS_PER_QUERY = 1000;

/** A song leaves playlists, favourites and history. */
export async function forgetSong(table: Table, songId: string): Promise<void> {
  const range = { index: 'target', partition: targetOf(songId), ...beginningWith('item#') };
  const items = await itemsBehind(table, range, ROWS_PER_QUERY);
  const byPlaylist = Map.groupBy(items, ({ playlistId }) => String(playlistId));
  for (const [playlistId, some] of byPlaylist) {
    const ids = some.map((item) => fromItem(item).id);
    await removeWherever(table, playlistId, ids);
  }
  await forgetTarget(table, songId);
  await forgetPlaysOfSong(table, songId);
}

/** Out of a playlist that may be deleted meanwhile, of whatever version. */
async function removeWherever(table: Table, playlistId: string, ids: string[]): Promise<void> {
  const [head] = await getItems(table, [playlistKind.keyOf(playlistId)]);
  if (!head) return;
  await removeItems(table, playlistId, ids, (current) => {
    const playlist = current ?? playlistKind.fromItem(head);
    return { ...playlist, version: playlist.version + 1 };
  });
}

/** Everything of a listener; what they added to playlists of others stays, without their name. */
export async function forgetListener(
  table: Table,
  userId: string,
  deps: ForgetDeps,
): Promise<void> {
  for (const { id, ownerId } of await allPlaylistsOf(table, userId)) {
    if (ownerId === userId) await deps.deletePlaylist(id);
    else await leave(table, id, userId);
  }
  const added = { index: 'adder', partition: addedBy(userId) };
  for (const main of await itemsBehind(table, added, ROWS_PER_QUERY)) {
    await withoutName(table, main);
  }
  await forgetFavouritesOf(table, userId);
  await forgetPlaysOf(table, userId);
}

interface ForgetDeps {
  deletePlaylist(playlistId: string): Promise<void>;
}

async function leave(table: Table, playlistId: string, userId: string): Promise<void> {
  await changeRecord(table, playlistKind, playlistId, (current) => {
    if (!current?.memberIds.includes(userId)) return null;
    const memberIds = current.memberIds.filter((id) => id !== userId);
    return { next: { ...current, memberIds, version: current.version + 1 }, result: true };
  });
}

/** Where somebody moves it meanwhile, it is looked at again. */
async function withoutName(table: Table, main: Item): Promise<void> {
  const item = fromItem(main);
  const writes = changedItem(String(main.playlistId), main, { ...item, addedBy: '' });
  if (await writeAll(table, writes)) return;
  const [now] = await getItems(table, [main]);
  if (now) await withoutName(table, now);
}
