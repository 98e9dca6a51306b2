import { hasCode } from '../shared/index.ts';
import type { ShareableKind } from '../sharing/index.ts';
import type { LibraryDeps } from './deps.ts';
import { shownItemsOf } from './list-playlist-items.ts';
import type { Playlist } from './model.ts';
import { lookAt, picksSong } from './smart-playlist.ts';

type Deps = Pick<LibraryDeps, 'library' | 'catalogue' | 'clock'>;

/** Playlists, which are shared by the person who keeps them. */
export function createPlaylistSharing(deps: Deps): ShareableKind {
  return {
    ownedBy: async ({ userId }, playlistId) =>
      (await findPlaylist(deps, playlistId))?.ownerId === userId,
    openToLinks: async () => {},
    describe: async (playlistId) => {
      const found = await findPlaylist(deps, playlistId);
      const playlist = found && (await lookAt(deps, found));
      return (
        playlist && {
          title: playlist.name,
          description: playlist.description,
          cover: playlist.cover,
          mosaic: playlist.mosaic,
          itemCount: playlist.itemCount,
          durationMs: playlist.durationMs,
        }
      );
    },
    listItems: async (playlistId, query) => {
      const page = await shownItemsOf(deps, await deps.library.getPlaylist(playlistId), query);
      return { ...page, items: page.items.map(({ id, song }) => ({ type: 'song', id, song })) };
    },
    hasMedia: async () => false,
    hasSong: async (playlistId, songId) => {
      const playlist = await findPlaylist(deps, playlistId);
      if (playlist?.rules) return picksSong(deps, playlist, songId);
      return deps.library.hasSong(playlistId, songId);
    },
  };
}

async function findPlaylist({ library }: Deps, playlistId: string): Promise<Playlist | null> {
  return library.getPlaylist(playlistId).catch((error: unknown) => {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  });
}
