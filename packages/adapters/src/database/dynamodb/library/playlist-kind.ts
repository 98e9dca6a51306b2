import type { Playlist, PlaylistItem } from '@madrigal/core/library';
import { titleSortKey } from '@madrigal/core/shared';
import { type Item, type Stored, toDate, toStored } from '../items.ts';
import { keyOf, sortableText, sortableTime } from '../keys.ts';
import type { RecordKind } from '../records.ts';

export const playlistKind: RecordKind<Playlist> = {
  keyOf: (id) => ({ pk: keyOf('playlist', id), sk: 'head' }),
  toItem: (playlist) => ({ ...playlistKind.keyOf(playlist.id), playlist: toStored(playlist) }),
  toRows: (playlist) => peopleOf(playlist).map((userId) => personRow(playlist, userId)),
  fromItem: (item) => {
    const playlist = item.playlist as Stored<Playlist>;
    const { createdAt, updatedAt } = playlist;
    return {
      ...(playlist as unknown as Playlist),
      createdAt: toDate(createdAt),
      updatedAt: toDate(updatedAt),
    };
  },
};

/** Its owner and its members. */
export function peopleOf({ ownerId, memberIds }: Playlist): string[] {
  return [...new Set([ownerId, ...memberIds])];
}

/** Partition of a person's playlists. */
export function playlistsOf(userId: string): string {
  return keyOf('user', userId, 'playlists');
}

function personRow(playlist: Playlist, userId: string): Item {
  const pk = playlistsOf(userId);
  return {
    ...{ pk, sk: keyOf(playlist.id), playlistId: playlist.id },
    ...{ listPk: pk, listSk: updateKey(playlist.updatedAt, playlist.id) },
    ...{ namePk: pk, nameSk: sortableText(titleSortKey(playlist.name), playlist.id) },
  };
}

export function updateKey(updatedAt: Date, playlistId: string): string {
  return `${sortableTime(updatedAt)}#${playlistId}`;
}

/** An item by its id. */
export function itemKey(playlistId: string, itemId: string) {
  return { pk: keyOf('playlist', playlistId), sk: keyOf('item', itemId) };
}

/** An item by its position. */
export function placeKey(playlistId: string, { position, id }: { position: string; id: string }) {
  return { pk: keyOf('playlist', playlistId), sk: keyOf('at', position, id) };
}

/** Partition of the index `target` of everything that names a song or an artist. */
export function targetOf(id: string): string {
  return keyOf('target', id);
}

/** Partition of the index `adder`. */
export function addedBy(userId: string): string {
  return keyOf('user', userId, 'added');
}

export function toItemMain(playlistId: string, item: PlaylistItem): Item {
  const place = keyOf('item', playlistId, item.id);
  return {
    ...itemKey(playlistId, item.id),
    playlistId,
    item: toStored(item),
    ...{ targetPk: targetOf(item.songId), targetSk: place },
    ...(item.addedBy !== '' && { adderPk: addedBy(item.addedBy), adderSk: place }),
  };
}

/** Holds all of the item, so that a list is read at once. */
export function toPlaceRow(playlistId: string, item: PlaylistItem): Item {
  return { ...placeKey(playlistId, item), item: toStored(item) };
}

export function fromItem({ item }: Item): PlaylistItem {
  const stored = item as Stored<PlaylistItem>;
  return { ...stored, addedAt: toDate(stored.addedAt) };
}
