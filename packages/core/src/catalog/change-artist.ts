import { artistIdentity } from './ensure.ts';
import type { ArtistSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';
import { publishSongs } from './publish-songs.ts';
import { forEachBatchOfArtist } from './songs-of-artist.ts';

export interface ArtistEdit {
  name?: string | undefined;
  /** Publishes or hides all their own songs but those in the trash. */
  published?: boolean | undefined;
}

type ChangeArtistDeps = {
  catalogue: Pick<
    CatalogueStore,
    'renameArtist' | 'getArtist' | 'listAlbums' | 'listSongs' | 'changeSongs'
  >;
};

/**
 * Edits an artist.
 * @throws MadrigalError `not_found`, `conflict` when another artist has this name
 */
export async function changeArtist(
  deps: ChangeArtistDeps,
  artistId: string,
  { name, published }: ArtistEdit,
): Promise<ArtistSummary> {
  const { catalogue } = deps;
  await catalogue.getArtist(artistId);
  if (name !== undefined) {
    await catalogue.renameArtist(artistId, { name, identityKey: artistIdentity(name) });
  }
  if (published !== undefined) {
    await publishSongs(deps, published, (states, work) =>
      forEachBatchOfArtist(deps, artistId, states, work),
    );
  }
  return catalogue.getArtist(artistId);
}
