import type { CatalogueMatches } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import { wordsOfQuery } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { ShownPlaylist } from './model.ts';
import { showPlaylists } from './show-playlists.ts';

export interface SearchResult extends CatalogueMatches {
  playlists: ShownPlaylist[];
}

/** What in the catalogue and among the caller's playlists goes by the words of a text, the best first. */
export async function search(
  deps: Pick<LibraryDeps, 'catalogue' | 'library'>,
  { userId }: Caller,
  text: string,
  limit: number,
): Promise<SearchResult> {
  const words = wordsOfQuery(text);
  const [found, playlists] = await Promise.all([
    deps.catalogue.searchCatalogue(words, limit),
    deps.library.searchPlaylistsOf(userId, words, limit),
  ]);
  return { ...found, playlists: await showPlaylists(deps, playlists) };
}
