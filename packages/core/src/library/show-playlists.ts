import type { LibraryDeps } from './deps.ts';
import type { Playlist, ShownPlaylist } from './model.ts';
import { mosaicsOf } from './mosaic.ts';

/**
 * Playlists of people as they are shown: with what stands for each, and counts of what can be seen,
 * asked for all of them together. Smart ones get nothing here: what they hold is worked out where
 * they are looked at alone.
 */
export async function showPlaylists(
  deps: Pick<LibraryDeps, 'library' | 'catalogue'>,
  playlists: readonly Playlist[],
): Promise<ShownPlaylist[]> {
  const filled = playlists.filter(({ rules, itemCount }) => !rules && itemCount > 0);
  if (filled.length === 0) return playlists.map((playlist) => ({ ...playlist, mosaic: [] }));
  const [mosaics, hidden] = await Promise.all([
    mosaicsOf(deps, filled),
    deps.library.sumHiddenItems(filled.map(({ id }) => id)),
  ]);
  return playlists.map((playlist) => {
    const { itemCount = 0, durationMs = 0 } = hidden.get(playlist.id) ?? {};
    return {
      ...playlist,
      mosaic: mosaics.get(playlist.id) ?? [],
      // Items may have been removed between the two answers.
      itemCount: Math.max(0, playlist.itemCount - itemCount),
      durationMs: Math.max(0, playlist.durationMs - durationMs),
    };
  });
}
