import type { Clock } from '../shared/index.ts';
import type { AlbumSummary, ArtistSummary, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';
import { forEachBatch, type WalkSongs } from './songs-in-batches.ts';
import { forEachBatchOfArtist } from './songs-of-artist.ts';

interface DeleteDeps {
  catalogue: Pick<
    CatalogueStore,
    | 'getAlbum'
    | 'getArtist'
    | 'getSongs'
    | 'listAlbums'
    | 'listSongs'
    | 'trashSongs'
    | 'restoreSongs'
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
  await deleteAll(deps, ofAlbum(deps, albumId));
}

/**
 * Takes out of the trash what was put there last of an album: after its deletion all that was in
 * it, while songs deleted one by one before stay deleted. @throws MadrigalError `not_found`
 */
export async function restoreAlbum(deps: DeleteDeps, albumId: string): Promise<AlbumSummary> {
  await restoreLast(deps, ofAlbum(deps, albumId));
  return deps.catalogue.getAlbum(albumId);
}

/**
 * Puts all songs of an artist's own into the trash at one moment; songs with others on albums of
 * others stay. Answers how many went. @throws MadrigalError `not_found`
 */
export async function deleteArtist(deps: DeleteDeps, artistId: string): Promise<number> {
  await deps.catalogue.getArtist(artistId);
  return deleteAll(deps, ofArtist(deps, artistId));
}

/** Takes out of the trash what was put there last of an artist's own. @throws MadrigalError `not_found` */
export async function restoreArtist(deps: DeleteDeps, artistId: string): Promise<ArtistSummary> {
  await restoreLast(deps, ofArtist(deps, artistId));
  return deps.catalogue.getArtist(artistId);
}

function ofAlbum(deps: DeleteDeps, albumId: string): WalkSongs {
  return (states, work) => forEachBatch(deps, { albumId, states }, work);
}

function ofArtist(deps: DeleteDeps, artistId: string): WalkSongs {
  return (states, work) => forEachBatchOfArtist(deps, artistId, states, work);
}

async function deleteAll({ catalogue, clock }: DeleteDeps, walk: WalkSongs): Promise<number> {
  const now = clock.now();
  const deleted = new Set<string>();
  await walk(['published', 'draft'], async (songs) => {
    const ids = idsOf(songs);
    await catalogue.trashSongs(ids, now);
    for (const id of ids) deleted.add(id);
  });
  return deleted.size;
}

/** Restores the songs of a walk that were deleted at the last moment of all. */
async function restoreLast({ catalogue }: DeleteDeps, walk: WalkSongs): Promise<void> {
  let last = 0;
  await walk(['deleted'], async (songs) => {
    last = Math.max(last, ...songs.map(deletionOf));
  });
  await walk(['deleted'], (songs) =>
    catalogue.restoreSongs(idsOf(songs.filter((song) => deletionOf(song) === last))),
  );
}

function idsOf(songs: readonly Song[]): string[] {
  return songs.map((song) => song.id);
}

function deletionOf(song: Song): number {
  return song.deletedAt?.getTime() ?? 0;
}
