import { artistIdentity } from './ensure.ts';
import type { ArtistSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';

/** @throws MadrigalError `not_found`, `conflict` when another artist has this name */
export async function renameArtist(
  deps: { catalogue: Pick<CatalogueStore, 'renameArtist' | 'getArtist'> },
  artistId: string,
  name: string,
): Promise<ArtistSummary> {
  await deps.catalogue.renameArtist(artistId, { name, identityKey: artistIdentity(name) });
  return deps.catalogue.getArtist(artistId);
}
