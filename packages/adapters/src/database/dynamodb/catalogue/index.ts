import type { CatalogueStore } from '@madrigal/core/catalog';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { createAlbums } from './albums.ts';
import { createArtists } from './artists.ts';
import { listGenres } from './genres.ts';
import { createCatalogueSearch } from './search.ts';
import { createSongEdits } from './song-edits.ts';
import { listSongs, MOST_SORTED } from './song-lists.ts';
import { createSongs } from './songs.ts';
import { createDictionary } from './words.ts';

export { createCatalogueFigures } from './figures.ts';

/**
 * The catalogue in DynamoDB. Its orders by plays are the library's to answer (`withPlayOrder`).
 * @param mostSorted songs, or albums, of one artist, album, genre or year that a page is sorted out
 *   of; of more, everything is walked in its order
 */
export function createCatalogueStore(
  dynamo: Dynamo,
  { mostSorted = MOST_SORTED }: { mostSorted?: number } = {},
): CatalogueStore {
  const table = tableOf(dynamo, 'catalogue');
  const dictionary = createDictionary(table);
  const songs = createSongs(table, dictionary);
  const albums = createAlbums(table, dictionary, mostSorted);
  const artists = createArtists(table, dictionary, mostSorted);
  return translatedMethods<CatalogueStore>({
    ...songs,
    ...createSongEdits(table, dictionary),
    listSongs: (query, page) => listSongs(table, query, page, mostSorted),
    listGenres: (limit) => listGenres(table, limit),
    ...albums,
    ...artists,
    ...createCatalogueSearch(table, { ...songs, ...albums, ...artists }),
  });
}
