import type { Caller } from '../identity/index.ts';
import type { LibraryDeps } from './deps.ts';
import { createFavourites } from './favourites.ts';
import { createPlaylists } from './playlists.ts';
import { createPlays } from './plays.ts';
import { search } from './search.ts';
import { type FileEntry, matchEntries, readPlaylistFile } from './transfer/index.ts';

export {
  type AlbumShelf,
  createShelves,
  type ShelfStore,
  type Shelves,
  type ShelvesDeps,
  type SongShelf,
  type Window,
} from './browse.ts';
export type { LibraryDeps } from './deps.ts';
export type { PlayStatistics } from './get-play-statistics.ts';
export {
  type Bookmark,
  createMarks,
  createOwnedMarks,
  type ListenerMarks,
  type MarkStore,
  type Marks,
  type MarksDeps,
  type Playing,
} from './marks.ts';
export type { PlaylistMember } from './members.ts';
export type {
  Favourite,
  Period,
  Play,
  Played,
  Playlist,
  PlaylistItem,
  PlayTotals,
  ShownFavourite,
  ShownItem,
  ShownPlay,
  ShownPlaylist,
  Sums,
} from './model.ts';
export { keysBetween } from './order-keys.ts';
export { canEdit } from './own-playlist.ts';
export { createOwnedLibrary } from './owned-library.ts';
export {
  createOwnedPlayQueue,
  createPlayQueues,
  type NewPlayQueue,
  type PlayQueue,
  type PlayQueueStore,
  type PlayQueues,
  type PlayQueuesDeps,
  type ShownPlayQueue,
} from './play-queue.ts';
export { createPlaylistSharing } from './playlist-sharing.ts';
export { sweepPlays } from './plays.ts';
export type {
  FavouriteStore,
  Gap,
  LibraryStore,
  Place,
  PlaylistChange,
  PlaylistStore,
  PlaylistWrite,
  PlayStore,
  SmartStore,
} from './ports.ts';
export type { SearchResult } from './search.ts';
export type { EntryMatch, FileEntry, PlaylistFile } from './transfer/index.ts';

export type Library = ReturnType<typeof createLibrary>;

/** What belongs to each listener, and the search over it and the catalogue. */
export function createLibrary(deps: LibraryDeps) {
  return {
    playlists: createPlaylists(deps),
    favourites: createFavourites(deps),
    plays: createPlays(deps),
    readPlaylistFile,
    matchEntries: (entries: readonly FileEntry[]) => matchEntries(deps, entries),
    search: (caller: Caller, text: string, limit: number) => search(deps, caller, text, limit),
  };
}
