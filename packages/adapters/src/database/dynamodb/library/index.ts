import type { CatalogueStore } from '@madrigal/core/catalog';
import type { LibraryStore, MarkStore } from '@madrigal/core/library';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { createFavouriteStore, moveFavourites } from './favourites.ts';
import { forgetListener, forgetSong } from './forgetting.ts';
import { sumHiddenItems } from './hidden-items.ts';
import { createPlayStatistics } from './play-statistics.ts';
import { createPlaylistItems } from './playlist-items.ts';
import { createPlaylistHeads } from './playlists.ts';
import { createPlays } from './plays.ts';
import { createSmartStore } from './smart.ts';

export interface LibraryDeps {
  /** What was played and is picked is told by the catalogue, of whatever engine. */
  catalogue: Pick<CatalogueStore, 'getSongs' | 'listSongs'>;
  marks: Pick<MarkStore, 'listStarsOf'>;
}

/** What belongs to listeners, in DynamoDB. */
export function createLibraryStore(dynamo: Dynamo, deps: LibraryDeps): LibraryStore {
  const table = tableOf(dynamo, 'library');
  const heads = createPlaylistHeads(table);
  return translatedMethods<LibraryStore>({
    ...heads,
    ...createPlaylistItems(table),
    sumHiddenItems: (playlistIds) => sumHiddenItems(table, deps.catalogue, playlistIds),
    ...createFavouriteStore(table),
    ...createPlays(table),
    ...createPlayStatistics(table, deps.catalogue),
    ...createSmartStore(table, deps),
    forgetSong: (songId) => forgetSong(table, songId),
    moveArtist: (fromId, toId) => moveFavourites(table, fromId, toId),
    forgetListener: (userId) => forgetListener(table, userId, heads),
  });
}

export { createMarkStore } from './marks.ts';
export { withPlayOrder } from './play-order.ts';
export { createShelfStore } from './shelves.ts';
