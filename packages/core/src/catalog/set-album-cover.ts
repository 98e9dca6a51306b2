import { createHash } from 'node:crypto';
import { type BlobKey, type BlobStore, toBlobKey } from '../shared/index.ts';
import type { AlbumSummary, Song } from './model.ts';
import { type PrepareCover, prepareSound } from './own-picture.ts';
import type { CatalogueStore } from './ports.ts';
import { forEachBatch } from './songs-in-batches.ts';

/** Covers that one song can have had since its files were last put in order. */
const MOST_COVERS = 100;
const VERSION_CHARS = 12;

export interface AlbumCoverDeps {
  catalogue: Pick<CatalogueStore, 'getAlbum' | 'listSongs' | 'changeSongs'>;
  processed: Pick<BlobStore, 'write' | 'list' | 'delete'>;
  prepareCover: PrepareCover;
}

/**
 * Gives all songs of an album a cover of their own, so that each keeps it when it moves. The bytes of
 * a key never change, which caches rely on: another picture has another key. Repeating it after a
 * crash completes it and clears away what that left behind.
 * @throws MadrigalError `not_found`, `unsupported_media_type` when it is not a sound picture
 */
export async function setAlbumCover(
  deps: AlbumCoverDeps,
  albumId: string,
  picture: Uint8Array,
): Promise<AlbumSummary> {
  await deps.catalogue.getAlbum(albumId);
  const cover = await prepareSound(deps, picture);
  const version = createHash('sha256').update(cover).digest('hex').slice(0, VERSION_CHARS);
  await forEachBatch(deps, { albumId, states: ['published', 'draft'] }, async (songs) => {
    for (const song of songs) await giveCover(deps, song, cover, version);
  });
  return deps.catalogue.getAlbum(albumId);
}

async function giveCover(
  { catalogue, processed }: AlbumCoverDeps,
  song: Song,
  cover: Uint8Array,
  version: string,
): Promise<void> {
  const prefix = `library/songs/${song.id}/cover-`;
  const key = toBlobKey(`${prefix}${version}.webp`);
  await processed.write(key, cover);
  await catalogue.changeSongs([song.id], { cover: key });
  const former = (await processed.list(prefix, { limit: MOST_COVERS })).items.map(
    (blob) => blob.key,
  );
  const replaced: BlobKey[] = song.cover === null ? former : [...former, song.cover];
  await processed.delete(replaced.filter((one) => one !== key));
}
