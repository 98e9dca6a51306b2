import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../identity/index.ts';
import { hasCode, MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import {
  canEdit,
  changeOwnPlaylist,
  changePlaylist,
  getReadablePlaylist,
  tellOfPlaylist,
} from './own-playlist.ts';

const TOKEN_BYTES = 18;
const MOST_MEMBERS = 50;

export interface PlaylistMember {
  userId: string;
  name: string;
  isOwner: boolean;
}

/** Opens an invitation, or answers the open one. @throws MadrigalError `not_found`, `conflict` */
export function invite(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
): Promise<{ path: string; token: string }> {
  return changeOwnPlaylist(deps, caller, { playlistId }, async (playlist, write) => {
    const { invitationRound } = playlist;
    const open = isOpen(playlist)
      ? playlist
      : await deps.library.changePlaylist(
          playlistId,
          { invitationRound: invitationRound + 1 },
          write,
        );
    const token = tokenOf(deps, open);
    return { path: `/playlists/${playlistId}?join=${token}`, token };
  });
}

/** Who joined stays. @throws MadrigalError `not_found`, `conflict` */
export function endInvitation(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
): Promise<void> {
  return changeOwnPlaylist(deps, caller, { playlistId }, async (playlist, write) => {
    if (!isOpen(playlist)) return;
    const invitationRound = playlist.invitationRound + 1;
    await deps.library.changePlaylist(playlistId, { invitationRound }, write);
  });
}

/**
 * Makes the caller a member. The answer is the same for a playlist that is not there.
 * @throws MadrigalError `not_found`, `conflict` (too many members)
 */
export async function joinPlaylist(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  token: string,
): Promise<Playlist> {
  return changePlaylist(
    deps,
    { playlistId },
    async (playlist, write) => {
      if (canEdit(playlist, caller)) return playlist;
      if (playlist.memberIds.length >= MOST_MEMBERS) {
        throw new MadrigalError('invalid_request', `At most ${MOST_MEMBERS} people can join in.`);
      }
      const memberIds = [...playlist.memberIds, caller.userId];
      const joined = await deps.library.changePlaylist(playlistId, { memberIds }, write);
      await tellOfPlaylist(deps, joined);
      return joined;
    },
    (playlist) => canEdit(playlist, caller) || opens(deps, playlist, token),
  );
}

/** The owner first, then who joined, in that order. @throws MadrigalError `not_found` */
export async function listMembers(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
): Promise<{ members: PlaylistMember[]; invitationOpen: boolean }> {
  const playlist = await getReadablePlaylist(deps, caller, playlistId);
  if (!canEdit(playlist, caller)) {
    throw new MadrigalError('not_found', 'There is no such playlist.');
  }
  const members: PlaylistMember[] = [];
  for (const userId of [playlist.ownerId, ...playlist.memberIds]) {
    const name = await nameOf(deps, userId);
    if (name !== null) members.push({ userId, name, isOwner: userId === playlist.ownerId });
  }
  return { members, invitationOpen: isOpen(playlist) };
}

/** By the owner, or by oneself. @throws MadrigalError `not_found`, `conflict` */
export function removeMember(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  userId: string,
): Promise<void> {
  const may = (playlist: Playlist) =>
    playlist.ownerId === caller.userId || (userId === caller.userId && canEdit(playlist, caller));
  return changePlaylist(
    deps,
    { playlistId },
    async (playlist, write) => {
      const memberIds = playlist.memberIds.filter((id) => id !== userId);
      if (memberIds.length === playlist.memberIds.length) return;
      await deps.library.changePlaylist(playlistId, { memberIds }, write);
    },
    may,
  );
}

function isOpen({ invitationRound }: Playlist): boolean {
  return invitationRound % 2 === 1;
}

function opens(deps: Pick<LibraryDeps, 'linkKey'>, playlist: Playlist, token: string): boolean {
  const expected = Buffer.from(tokenOf(deps, playlist));
  const given = Buffer.from(token);
  const equal = given.length === expected.length && timingSafeEqual(given, expected);
  return isOpen(playlist) && equal;
}

function tokenOf(
  { linkKey }: Pick<LibraryDeps, 'linkKey'>,
  { id, invitationRound }: Playlist,
): string {
  const mac = createHmac('sha256', linkKey).update(`join:${id}:${invitationRound}`).digest();
  return mac.subarray(0, TOKEN_BYTES).toString('base64url');
}

async function nameOf({ directory }: LibraryDeps, userId: string): Promise<string | null> {
  try {
    return (await directory.getAccount(userId)).name;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
