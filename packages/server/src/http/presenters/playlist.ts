import type { Playlist } from '@madrigal/contract';
import type { Caller } from '@madrigal/core/identity';
import { canEdit, type ShownPlaylist } from '@madrigal/core/library';
import type { Urls } from './urls.ts';

/** A playlist as the caller sees it. Whose it is, if not theirs, stays untold. */
export function presentPlaylist(playlist: ShownPlaylist, caller: Caller, urls: Urls): Playlist {
  const { id, name, description, visibility, version, itemCount, durationMs, cover } = playlist;
  return {
    id,
    name,
    description,
    coverUrl: cover && urls.urlFor(cover),
    mosaicUrls: playlist.mosaic.map((key) => urls.urlFor(key)),
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
