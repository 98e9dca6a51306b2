import { ensureAlbum, ensureArtists } from './ensure.ts';
import type { NewSong, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface AddSongDeps {
  catalogue: Pick<CatalogueStore, 'ensureArtist' | 'ensureAlbum' | 'addSong'>;
  newId: () => string;
}

/**
 * Adds a song with its artists and album, found again by folded name or created. A song with the
 * same content that is there already wins and is answered, `created` false.
 */
export async function addSong(
  deps: AddSongDeps,
  input: NewSong,
): Promise<{ song: Song; created: boolean }> {
  const { artistNames, albumTitle, albumArtistName, ...rest } = input;
  const artistIds = await ensureArtists(deps, artistNames);
  const album = await ensureAlbum(deps, {
    title: albumTitle,
    artistName: albumArtistName,
    year: input.year,
    addedAt: input.addedAt,
  });
  return deps.catalogue.addSong({ ...rest, artistIds, albumId: album.id });
}
