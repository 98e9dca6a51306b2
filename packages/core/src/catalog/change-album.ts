import { albumIdentity, type EnsureDeps, ensureArtists } from './ensure.ts';
import type { AlbumSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';
import { publishSongs } from './publish-songs.ts';
import { forEachBatch } from './songs-in-batches.ts';

export interface AlbumEdit {
  title?: string | undefined;
  artistName?: string | undefined;
  year?: number | null | undefined;
  /** Publishes or hides all its songs but those in the trash. */
  published?: boolean | undefined;
}

interface ChangeAlbumDeps extends EnsureDeps {
  catalogue: EnsureDeps['catalogue'] &
    Pick<CatalogueStore, 'getAlbum' | 'changeAlbum' | 'listSongs' | 'changeSongs'>;
}

/**
 * Edits an album.
 * @throws MadrigalError `not_found`, `conflict` when the artist has another album of this title
 */
export async function changeAlbum(
  deps: ChangeAlbumDeps,
  albumId: string,
  edit: AlbumEdit,
): Promise<AlbumSummary> {
  const album = await deps.catalogue.getAlbum(albumId);
  const { title = album.title, artistName, year = album.year, published } = edit;
  const [artistId = album.artistId] =
    artistName === undefined ? [] : await ensureArtists(deps, [artistName]);
  const identityKey = albumIdentity(artistId, title);
  await deps.catalogue.changeAlbum(albumId, { title, artistId, year, identityKey });
  if (published !== undefined) {
    await publishSongs(deps, published, (states, work) =>
      forEachBatch(deps, { albumId, states }, work),
    );
  }
  return deps.catalogue.getAlbum(albumId);
}
