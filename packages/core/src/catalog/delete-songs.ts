import type { Clock } from '../shared/index.ts';
import type { AlbumSummary, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';
import { forEachBatch } from './songs-in-batches.ts';

interface DeleteDeps {
  catalogue: Pick<
    CatalogueStore,
    'getAlbum' | 'getSongs' | 'listSongs' | 'trashSongs' | 'restoreSongs'
  >;
  clock: Clock;
}

/** Puts songs into the trash. Those that do not exist are no error. */
export function deleteSongs(deps: DeleteDeps, songIds: readonly string[]): Promise<void> {
  return deps.catalogue.trashSongs(songIds, deps.clock.now());
}

/** Takes songs out of the trash; answers those that exist. */
export async function restoreSongs(deps: DeleteDeps, songIds: readonly string[]): Promise<Song[]> {
  await deps.catalogue.restoreSongs(songIds);
  return deps.catalogue.getSongs(songIds);
}

/** Puts all songs of an album into the trash at one moment. @throws MadrigalError `not_found` */
export async function deleteAlbum(deps: DeleteDeps, albumId: string): Promise<void> {
  await deps.catalogue.getAlbum(albumId);
  const now = deps.clock.now();
  await forEachBatch(deps, { albumId, states: ['published', 'draft'] }, async (songs) => {
    await deps.catalogue.trashSongs(idsOf(songs), now);
  });
}

/**
 * Takes out of the trash what was put there last of an album: after its deletion all that was in
 * it, while songs deleted one by one before stay deleted. @throws MadrigalError `not_found`
 */
export async function restoreAlbum(deps: DeleteDeps, albumId: string): Promise<AlbumSummary> {
  const trashed = { albumId, states: ['deleted'] } as const;
  let last = 0;
  await forEachBatch(deps, trashed, async (songs) => {
    last = Math.max(last, ...songs.map(deletionOf));
  });
  await forEachBatch(deps, trashed, async (songs) => {
    await deps.catalogue.restoreSongs(idsOf(songs.filter((song) => deletionOf(song) === last)));
  });
  return deps.catalogue.getAlbum(albumId);
}

function idsOf(songs: readonly Song[]): string[] {
  return songs.map((song) => song.id);
}

function deletionOf(song: Song): number {
  return song.deletedAt?.getTime() ?? 0;
}
