import { dropPictures, replacePicture } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import type { BlobStore } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import { changeOwnPlaylist, getOwnPlaylist } from './own-playlist.ts';

/** Gives a playlist a cover, or with null none. @throws MadrigalError `not_found`, `unsupported_media_type` */
export async function setPlaylistCover(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  picture: Uint8Array | null,
): Promise<Playlist> {
  let changed = await getOwnPlaylist(deps, caller, playlistId);
  if (!picture && !changed.cover) return changed;
  await replacePicture(deps.pictures, folderOf(playlistId), picture, (cover) =>
    changeOwnPlaylist(deps, caller, { playlistId }, async (playlist, write) => {
      changed = await deps.library.changePlaylist(playlistId, { cover }, write);
      return playlist.cover;
    }),
  );
  return changed;
}

/** Deletes the pictures of a playlist, before it goes and behind it. */
export function dropPlaylistCover(
  processed: Pick<BlobStore, 'list' | 'delete'>,
  playlistId: string,
): Promise<void> {
  return dropPictures({ processed }, folderOf(playlistId));
}

function folderOf(playlistId: string): string {
  return `library/playlists/${playlistId}`;
}
