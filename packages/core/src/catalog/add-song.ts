import { foldName } from '../shared/index.ts';
import type { Album, Artist, NewSong, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface AddSongDeps {
  catalogue: CatalogueStore;
  newId: () => string;
}

const SEPARATOR = '\u001f'; // cannot occur in a folded name: control characters are removed from tags

/**
 * Adds a song with its artists and album, found again by folded name or created. A song with the
 * same content that is there already wins and is answered, `created` false.
 */
export async function addSong(
  deps: AddSongDeps,
  input: NewSong,
): Promise<{ song: Song; created: boolean }> {
  const { artistNames, albumTitle, albumArtistName, ...rest } = input;
  const artists: Artist[] = [];
  for (const name of uniqueByFold(artistNames)) artists.push(await ensureArtist(deps, name));
  const album = await ensureAlbum(deps, albumTitle, albumArtistName);
  return deps.catalogue.addSong({
    ...rest,
    artistIds: artists.map((artist) => artist.id),
    albumId: album.id,
  });
}

function ensureArtist(deps: AddSongDeps, name: string): Promise<Artist> {
  return deps.catalogue.ensureArtist(foldName(name), { id: deps.newId(), name });
}

function ensureAlbum(deps: AddSongDeps, title: string, artistName: string): Promise<Album> {
  const identityKey = `${foldName(artistName)}${SEPARATOR}${foldName(title)}`;
  return deps.catalogue.ensureAlbum(identityKey, { id: deps.newId(), title, artistName });
}

function uniqueByFold(names: readonly string[]): string[] {
  return [
    ...new Map(names.toReversed().map((name) => [foldName(name), name])).values(),
  ].toReversed();
}
