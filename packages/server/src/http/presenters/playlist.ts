import type { Playlist } from '@madrigal/contract';
import type { Caller } from '@madrigal/core/identity';
import { canEdit, type Playlist as KeptPlaylist } from '@madrigal/core/library';

/** A playlist as the caller sees it. Whose it is, if not theirs, stays untold. */
export function presentPlaylist(playlist: KeptPlaylist, caller: Caller): Playlist {
  const { id, name, description, visibility, version, itemCount, durationMs } = playlist;
  return {
    id,
    name,
    description,
    visibility,
    rules: playlist.rules,
    own: playlist.ownerId === caller.userId,
    canEdit: canEdit(playlist, caller),
    collaborative: playlist.memberIds.length > 0 || playlist.invitationRound % 2 === 1,
    version,
    itemCount,
    durationMs,
    createdAt: playlist.createdAt.toISOString(),
    updatedAt: playlist.updatedAt.toISOString(),
  };
}
