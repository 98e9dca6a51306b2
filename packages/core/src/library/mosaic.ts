import type { Song } from '../catalog/index.ts';
import type { BlobKey } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist, ShownPlaylist } from './model.ts';
import { visibleSongs } from './visible.ts';

/** Songs from the start of a playlist whose covers may stand for it. */
export const SONGS_OF_MOSAIC = 16;
const TILES = 4;

type Deps = Pick<LibraryDeps, 'library' | 'catalogue'>;

/**
 * Playlists of people with what stands for each. Smart ones get nothing here: what they hold is
 * worked out where they are looked at alone.
 */
export async function withMosaics(
  deps: Deps,
  playlists: readonly Playlist[],
): Promise<ShownPlaylist[]> {
  const bare = playlists.filter(({ cover, rules, itemCount }) => !cover && !rules && itemCount > 0);
  const first =
    bare.length === 0
      ? new Map<string, string[]>()
      : await deps.library.listFirstSongs(
          bare.map(({ id }) => id),
          SONGS_OF_MOSAIC,
        );
  const songs = await visibleSongs(deps, [...first.values()].flat());
  return playlists.map((playlist) => ({
    ...playlist,
    mosaic: mosaicOf((first.get(playlist.id) ?? []).flatMap((id) => songs.get(id) ?? [])),
  }));
}

/** Covers of the first different albums among songs, up to four. */
export function mosaicOf(songs: readonly Song[]): BlobKey[] {
  const covers = new Map<string, BlobKey>();
  for (const { album, cover } of songs) {
    if (cover && !covers.has(album.id)) covers.set(album.id, cover);
  }
  return [...covers.values()].slice(0, TILES);
}
