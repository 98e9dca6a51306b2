import type { PlaylistFileFormat, PlaylistOrder, SmartRules } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { type CursorQuery, MadrigalError, pageByCursor } from '../shared/index.ts';
import { addToPlaylist } from './add-to-playlist.ts';
import { createPlaylist, type NewPlaylist } from './create-playlist.ts';
import type { LibraryDeps } from './deps.ts';
import { listPlaylistItems } from './list-playlist-items.ts';
import { endInvitation, invite, joinPlaylist, listMembers, removeMember } from './members.ts';
import { moveInPlaylist } from './move-in-playlist.ts';
import {
  changeEditablePlaylist,
  changeOwnPlaylist,
  getOwnPlaylist,
  getReadablePlaylist,
  tellOfPlaylist,
} from './own-playlist.ts';
import type { PlaylistChange } from './ports.ts';
import { previewRules, withSmartCounts } from './smart-playlist.ts';
import { exportPlaylist } from './transfer/index.ts';

/** Playlists, for the people who keep them. */
export function createPlaylists(deps: LibraryDeps) {
  const { library } = deps;
  return {
    create: (caller: Caller, input: NewPlaylist) => createPlaylist(deps, caller, input),
    list: (caller: Caller, query: CursorQuery & { order: PlaylistOrder }) =>
      pageByCursor(query.order, query, (page) =>
        library.listPlaylistsOf(caller.userId, query.order, page),
      ),
    get: async (caller: Caller, playlistId: string) =>
      withSmartCounts(deps, await getReadablePlaylist(deps, caller, playlistId)),
    preview: (caller: Caller, rules: SmartRules) => previewRules(deps, caller, rules),
    change: (
      caller: Caller,
      playlistId: string,
      change: PlaylistChange & { version?: number | undefined },
    ) => {
      const { version, ...changes } = change;
      return changeOwnPlaylist(deps, caller, { playlistId, version }, (playlist, write) => {
        if (changes.rules && !playlist.rules) {
          throw new MadrigalError('conflict', 'This playlist is filled by people.');
        }
        return library.changePlaylist(playlistId, changes, write);
      });
    },
    delete: async (caller: Caller, playlistId: string) => {
      const playlist = await getOwnPlaylist(deps, caller, playlistId);
      await library.deletePlaylist(playlistId);
      await tellOfPlaylist(deps, playlist);
      await deps.shares.deleteSharesOfTarget(null, { kind: 'playlist', id: playlistId });
    },
    listItems: (caller: Caller, playlistId: string, query: CursorQuery) =>
      listPlaylistItems(deps, caller, playlistId, query),
    exportAs: (caller: Caller, playlistId: string, format: PlaylistFileFormat) =>
      exportPlaylist(deps, caller, playlistId, format),
    addItems: (caller: Caller, input: Parameters<typeof addToPlaylist>[2]) =>
      addToPlaylist(deps, caller, input),
    removeItems: (
      caller: Caller,
      input: { playlistId: string; itemIds: readonly string[]; version?: number | undefined },
    ) =>
      changeEditablePlaylist(deps, caller, input, (_, write) =>
        library.removeItems(input.playlistId, input.itemIds, write),
      ),
    moveItems: (caller: Caller, input: Parameters<typeof moveInPlaylist>[2]) =>
      moveInPlaylist(deps, caller, input),
    invite: (caller: Caller, playlistId: string) => invite(deps, caller, playlistId),
    endInvitation: (caller: Caller, playlistId: string) => endInvitation(deps, caller, playlistId),
    join: (caller: Caller, playlistId: string, token: string) =>
      joinPlaylist(deps, caller, playlistId, token),
    members: (caller: Caller, playlistId: string) => listMembers(deps, caller, playlistId),
    removeMember: (caller: Caller, playlistId: string, userId: string) =>
      removeMember(deps, caller, playlistId, userId),
  };
}
