import type { ArtistSummary } from './model.ts';
import { type OwnPictureDeps, replacePicture } from './own-picture.ts';
import type { CatalogueStore } from './ports.ts';

/** Gives an artist a picture, or with null none. @throws MadrigalError `not_found`, `unsupported_media_type` */
export async function setArtistPicture(
  deps: OwnPictureDeps & { catalogue: Pick<CatalogueStore, 'getArtist' | 'setArtistPicture'> },
  artistId: string,
  picture: Uint8Array | null,
): Promise<ArtistSummary> {
  await deps.catalogue.getArtist(artistId);
  await replacePicture(deps, `library/artists/${artistId}`, picture, (key) =>
    deps.catalogue.setArtistPicture(artistId, key),
  );
  return deps.catalogue.getArtist(artistId);
}
