import type { Song } from '../catalog/index.ts';
import type { BlobKey } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import { visibleSongs } from './visible.ts';

/** Songs from the start of a playlist whose covers may stand for it. */
export const SONGS_OF_MOSAIC = 16;
const TILES = 4;

type Deps = Pick<LibraryDeps, 'library' | 'catalogue'>;

/** Mosaics of those of the playlists that have no cover, by their ids. */
export async function mosaicsOf(
  deps: Deps,
  playlists: readonly Playlist[],
): Promise<Map<string, BlobKey[]>> {
  const bare = playlists.filter(({ cover }) => !cover).map(({ id }) => id);
  if (bare.length === 0) return new Map();
  const first = await deps.library.listFirstSongs(bare, SONGS_OF_MOSAIC);
  const songs = await visibleSongs(deps, [...first.values()].flat());
  return new Map(
    [...first].map(([id, songIds]) => [
      id,
      mosaicOf(songIds.flatMap((songId) => songs.get(songId) ?? [])),
    ]),
  );
}

/** Covers of the first different albums among songs, up to four. */
export function mosaicOf(songs: readonly Song[]): BlobKey[] {
  const covers = new Map<string, BlobKey>();
  for (const { album, cover } of songs) {
    if (cover && !covers.has(album.id)) covers.set(album.id, cover);
  }
  return [...covers.values()].slice(0, TILES);
}
