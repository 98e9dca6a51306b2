import type { Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

/**
 * The song that a file with this content is already. One that waits in the trash is taken out of it:
 * whoever brings its file again wants to have it.
 */
export async function recognizeSong(
  deps: { catalogue: Pick<CatalogueStore, 'findSongByContentHash' | 'restoreSongs'> },
  contentHash: string,
): Promise<{ song: Song; restored: boolean } | null> {
  const song = await deps.catalogue.findSongByContentHash(contentHash);
  if (!song?.deletedAt) return song && { song, restored: false };
  await deps.catalogue.restoreSongs([song.id]);
  // Asked again, since the trash may have been emptied meanwhile.
  const restored = await deps.catalogue.findSongByContentHash(contentHash);
  return restored && { song: restored, restored: true };
}
