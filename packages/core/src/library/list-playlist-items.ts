import type { Caller } from '../identity/index.ts';
import type { CursorPage, CursorQuery } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist, PlaylistItem, ShownItem } from './model.ts';
import { getReadablePlaylist } from './own-playlist.ts';
import { listSmartItems } from './smart-playlist.ts';
import { pageOfShown, visibleSongs } from './visible.ts';

/**
 * Songs of a playlist in their order; those nobody can see at the moment are left out.
 * @throws MadrigalError `not_found`, `invalid_cursor`
 */
export async function listPlaylistItems(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  query: CursorQuery,
): Promise<CursorPage<ShownItem>> {
  return shownItemsOf(deps, await getReadablePlaylist(deps, caller, playlistId), query);
}

/** The same for whoever may read the playlist. @throws MadrigalError `invalid_cursor` */
export function shownItemsOf(
  deps: Pick<LibraryDeps, 'library' | 'catalogue' | 'clock'>,
  playlist: Playlist,
  query: CursorQuery,
): Promise<CursorPage<ShownItem>> {
  if (playlist.rules) return listSmartItems(deps, playlist, query);
  return pageOfShown(
    'position',
    query,
    (page) => deps.library.listItems(playlist.id, page),
    (items) => withSongs(deps, items),
  );
}

async function withSongs(
  deps: Pick<LibraryDeps, 'catalogue'>,
  items: PlaylistItem[],
): Promise<ShownItem[]> {
  const songs = await visibleSongs(
    deps,
    items.map((item) => item.songId),
  );
  return items.flatMap((item) => {
    const song = songs.get(item.songId);
    return song ? [{ ...item, song }] : [];
  });
}
