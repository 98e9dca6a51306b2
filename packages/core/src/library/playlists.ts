import type { PlaylistFileFormat, PlaylistOrder, SmartRules } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { type CursorQuery, MadrigalError, pageByCursor } from '../shared/index.ts';
import { addToPlaylist } from './add-to-playlist.ts';
import { createPlaylist, type NewPlaylist } from './create-playlist.ts';
import type { LibraryDeps } from './deps.ts';
import { listPlaylistItems } from './list-playlist-items.ts';
import { endInvitation, invite, joinPlaylist, listMembers, removeMember } from './members.ts';
import type { Playlist } from './model.ts';
import { moveInPlaylist } from './move-in-playlist.ts';
import {
  changeEditablePlaylist,
  changeOwnPlaylist,
  getOwnPlaylist,
  getReadablePlaylist,
  tellOfPlaylist,
} from './own-playlist.ts';
import { dropPlaylistCover, setPlaylistCover } from './playlist-cover.ts';
import type { PlaylistChange } from './ports.ts';
import { showPlaylists } from './show-playlists.ts';
import { lookAt, previewRules } from './smart-playlist.ts';
import { exportPlaylist } from './transfer/index.ts';

/** Playlists, for the people who keep them. */
export function createPlaylists(deps: LibraryDeps) {
  return { ...wholePlaylists(deps), ...itemsOfPlaylists(deps), ...membersOfPlaylists(deps) };
}

function wholePlaylists(deps: LibraryDeps) {
  const { library } = deps;
  return {
    create: async (caller: Caller, input: NewPlaylist) =>
      lookAt(deps, await createPlaylist(deps, caller, input)),
    list: async (caller: Caller, query: CursorQuery & { order: PlaylistOrder }) => {
      const page = await pageByCursor(query.order, query, (request) =>
        library.listPlaylistsOf(caller.userId, query.order, request),
      );
      return { ...page, items: await showPlaylists(deps, page.items) };
    },
    get: async (caller: Caller, playlistId: string) =>
      lookAt(deps, await getReadablePlaylist(deps, caller, playlistId)),
    preview: (caller: Caller, rules: SmartRules) => previewRules(deps, caller, rules),
    change: async (caller: Caller, playlistId: string, change: Change) =>
      lookAt(deps, await changeDetails(deps, caller, playlistId, change)),
    setCover: async (caller: Caller, playlistId: string, picture: Uint8Array | null) =>
      lookAt(deps, await setPlaylistCover(deps, caller, playlistId, picture)),
    delete: (caller: Caller, playlistId: string) => deletePlaylist(deps, caller, playlistId),
    exportAs: (caller: Caller, playlistId: string, format: PlaylistFileFormat) =>
      exportPlaylist(deps, caller, playlistId, format),
  };
}

function itemsOfPlaylists(deps: LibraryDeps) {
  return {
    listItems: (caller: Caller, playlistId: string, query: CursorQuery) =>
      listPlaylistItems(deps, caller, playlistId, query),
    addItems: async (caller: Caller, input: Parameters<typeof addToPlaylist>[2]) => {
      const { playlist, itemIds } = await addToPlaylist(deps, caller, input);
      return { playlist: await lookAt(deps, playlist), itemIds };
    },
    removeItems: async (caller: Caller, input: Removal) => {
      const { playlistId, itemIds } = input;
      const after = await changeEditablePlaylist(deps, caller, input, (_, write) =>
        deps.library.removeItems(playlistId, itemIds, write),
      );
      return lookAt(deps, after);
    },
    moveItems: async (caller: Caller, input: Parameters<typeof moveInPlaylist>[2]) =>
      lookAt(deps, await moveInPlaylist(deps, caller, input)),
  };
}

function membersOfPlaylists(deps: LibraryDeps) {
  return {
    invite: (caller: Caller, playlistId: string) => invite(deps, caller, playlistId),
    endInvitation: (caller: Caller, playlistId: string) => endInvitation(deps, caller, playlistId),
    join: async (caller: Caller, playlistId: string, token: string) =>
      lookAt(deps, await joinPlaylist(deps, caller, playlistId, token)),
    members: (caller: Caller, playlistId: string) => listMembers(deps, caller, playlistId),
    removeMember: (caller: Caller, playlistId: string, userId: string) =>
      removeMember(deps, caller, playlistId, userId),
  };
}

interface Removal {
  playlistId: string;
  itemIds: readonly string[];
  version?: number | undefined;
}

type Change = Omit<PlaylistChange, 'cover'> & { version?: number | undefined };

function changeDetails(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  { version, ...changes }: Change,
): Promise<Playlist> {
  return changeOwnPlaylist(deps, caller, { playlistId, version }, (playlist, write) => {
    if (changes.rules && !playlist.rules) {
      throw new MadrigalError('conflict', 'This playlist is filled by people.');
    }
    return deps.library.changePlaylist(playlistId, changes, write);
  });
}

/** Its pictures go first, so that nothing keeps them after a crash, and those chosen meanwhile last. */
async function deletePlaylist(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
): Promise<void> {
  const playlist = await getOwnPlaylist(deps, caller, playlistId);
  await dropPlaylistCover(deps.pictures.processed, playlistId);
  await deps.library.deletePlaylist(playlistId);
  await dropPlaylistCover(deps.pictures.processed, playlistId);
  await tellOfPlaylist(deps, playlist);
  await deps.shares.deleteSharesOfTarget(null, { kind: 'playlist', id: playlistId });
}
