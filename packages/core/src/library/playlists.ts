import type { PlaylistOrder } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { type CursorQuery, pageByCursor } from '../shared/index.ts';
import { addToPlaylist } from './add-to-playlist.ts';
import { createPlaylist, type NewPlaylist } from './create-playlist.ts';
import type { LibraryDeps } from './deps.ts';
import { listPlaylistItems } from './list-playlist-items.ts';
import { moveInPlaylist } from './move-in-playlist.ts';
import { changeOwnPlaylist, getOwnPlaylist, getReadablePlaylist } from './own-playlist.ts';
import type { PlaylistChange } from './ports.ts';

/** Playlists, for the person who keeps them. */
export function createPlaylists(deps: LibraryDeps) {
  const { library } = deps;
  return {
    create: (caller: Caller, input: NewPlaylist) => createPlaylist(deps, caller, input),
    list: (caller: Caller, query: CursorQuery & { order: PlaylistOrder }) =>
      pageByCursor(query.order, query, (page) =>
        library.listPlaylistsOf(caller.userId, query.order, page),
      ),
    get: (caller: Caller, playlistId: string) => getReadablePlaylist(deps, caller, playlistId),
    change: (
      caller: Caller,
      playlistId: string,
      change: PlaylistChange & { version?: number | undefined },
    ) => {
      const { version, ...changes } = change;
      return changeOwnPlaylist(deps, caller, { playlistId, version }, (_, write) =>
        library.changePlaylist(playlistId, changes, write),
      );
    },
    delete: async (caller: Caller, playlistId: string) => {
      await getOwnPlaylist(deps, caller, playlistId);
      await library.deletePlaylist(playlistId);
      await deps.shares.deleteSharesOfTarget(null, { kind: 'playlist', id: playlistId });
    },
    listItems: (caller: Caller, playlistId: string, query: CursorQuery) =>
      listPlaylistItems(deps, caller, playlistId, query),
    addItems: (caller: Caller, input: Parameters<typeof addToPlaylist>[2]) =>
      addToPlaylist(deps, caller, input),
    removeItems: (
      caller: Caller,
      input: { playlistId: string; itemIds: readonly string[]; version?: number | undefined },
    ) =>
      changeOwnPlaylist(deps, caller, input, (_, write) =>
        library.removeItems(input.playlistId, input.itemIds, write),
      ),
    moveItems: (caller: Caller, input: Parameters<typeof moveInPlaylist>[2]) =>
      moveInPlaylist(deps, caller, input),
  };
}
