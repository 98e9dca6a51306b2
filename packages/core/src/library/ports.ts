import type { FavouriteKind, PlaylistOrder, SmartRules } from '@madrigal/contract';
import type { CatalogueReferences } from '../catalog/index.ts';
import type { BlobKey, Page, PageRequest, Position } from '../shared/index.ts';
import type {
  Favourite,
  Period,
  Play,
  Played,
  Playlist,
  PlaylistItem,
  PlayTotals,
  Sums,
} from './model.ts';

/** What a write of a playlist expects, and when it is made. */
export interface PlaylistWrite {
  /** The version it was worked out for. */
  version: number;
  updatedAt: Date;
}

export interface PlaylistChange {
  name?: string | undefined;
  description?: string | undefined;
  cover?: BlobKey | null | undefined;
  visibility?: Playlist['visibility'] | undefined;
  rules?: SmartRules | undefined;
  memberIds?: readonly string[] | undefined;
  invitationRound?: number | undefined;
}

/** Where an item can be put: behind another one, at the start (null) or at the end. */
export type Place = { after: string | null } | 'end';

/** Positions on both sides of a place; null where the playlist begins or ends. */
export interface Gap {
  before: string | null;
  after: string | null;
}

/**
 * Playlists by access pattern. Every write raises the version by one; `conflict` says that it is
 * another one by now, and then nothing changes.
 */
export interface PlaylistStore {
  /** Adds a playlist without items; false, and nothing changes, when the id exists. */
  createPlaylist(playlist: Playlist): Promise<boolean>;
  /** @throws not_found */
  getPlaylist(playlistId: string): Promise<Playlist>;
  /**
   * Those a person keeps, and those they are a member of. `updated`: changed last first, positions `[updatedAt ISO, id]`. `name`: by folded name, code
   * point by code point, positions `[sort key, id]`. Ids decide in the same direction.
   * @throws invalid_cursor
   */
  listPlaylistsOf(
    userId: string,
    order: PlaylistOrder,
    page: PageRequest<Position>,
  ): Promise<Page<Playlist, Position>>;
  /** @throws not_found, conflict */
  changePlaylist(id: string, change: PlaylistChange, write: PlaylistWrite): Promise<Playlist>;
  /** Removes a playlist with its items; one that does not exist is no error. */
  deletePlaylist(playlistId: string): Promise<void>;
  /** Adds up to 500 items at once. @throws not_found, conflict */
  addItems(id: string, items: readonly PlaylistItem[], write: PlaylistWrite): Promise<Playlist>;
  /** Removes up to 500 items; those that do not exist are left out. @throws not_found, conflict */
  removeItems(id: string, itemIds: readonly string[], write: PlaylistWrite): Promise<Playlist>;
  /**
   * Gives any number of items new positions; those that do not exist are left out. Beyond 500,
   * readers may meanwhile see some moved and others not. @throws not_found, conflict
   */
  moveItems(
    id: string,
    moves: readonly Pick<PlaylistItem, 'id' | 'position'>[],
    write: PlaylistWrite,
  ): Promise<Playlist>;
  /** Items in their order, positions `[position, id]`. @throws invalid_cursor */
  listItems(playlistId: string, page: PageRequest<Position>): Promise<Page<PlaylistItem, Position>>;
  /** Songs of the first so many items of each of up to 200 playlists; those without items are left out. */
  listFirstSongs(playlistIds: readonly string[], limit: number): Promise<Map<string, string[]>>;
  /**
   * What items of each of up to 200 playlists add up to whose songs are drafts or in the trash at the
   * moment; those without such items are left out.
   */
  sumHiddenItems(playlistIds: readonly string[]): Promise<Map<string, Sums>>;
  /** Those of up to 500 items that exist, in no particular order. */
  getItems(playlistId: string, itemIds: readonly string[]): Promise<PlaylistItem[]>;
  /** Whether a song has a place in a playlist. */
  hasSong(playlistId: string, songId: string): Promise<boolean>;
  /** The positions around a place; the one after is truly greater. @throws not_found (the item) */
  findGap(playlistId: string, place: Place): Promise<Gap>;
  /**
   * Up to `limit` of the playlists that {@link listPlaylistsOf} lists whose name has, for every word of a query, one that begins
   * with it, and where they are few, then of those with words that may have been meant: see
   * `findByName`.
   */
  searchPlaylistsOf(userId: string, words: readonly string[], limit: number): Promise<Playlist[]>;
}

/** Favourites by access pattern. */
export interface FavouriteStore {
  /** Adds a favourite; one that is there keeps its time. */
  putFavourite(favourite: Favourite): Promise<void>;
  /** One that is not there is no error. */
  deleteFavourite(userId: string, kind: FavouriteKind, targetId: string): Promise<void>;
  /** Newest first, then by id downwards, positions `[addedAt ISO, id]`. @throws invalid_cursor */
  listFavourites(
    userId: string,
    kind: FavouriteKind,
    page: PageRequest<Position>,
  ): Promise<Page<Favourite, Position>>;
}

/** Plays by access pattern. */
export interface PlayStore {
  /** Adds a play unless this listener has one of its id. */
  addPlay(play: Play): Promise<void>;
  /** Newest first, then by id downwards, positions `[playedAt ISO, id]`. @throws invalid_cursor */
  listPlays(userId: string, page: PageRequest<Position>): Promise<Page<Play, Position>>;
  /** One that does not exist is no error. */
  deletePlay(userId: string, playId: string): Promise<void>;
  /** Takes a listener's plays away, for {@link restorePlays} to bring back. */
  clearPlays(userId: string, now: Date): Promise<void>;
  /** Brings back what was cleared at a moment or since, beside what was played meanwhile. */
  restorePlays(userId: string, since: Date): Promise<void>;
  /** Removes for good what anybody cleared before a moment. */
  forgetClearedPlays(before: Date): Promise<void>;
  /**
   * What a listener played most in a period: by number of plays, then by time, then by id. Of songs
   * that are in the catalogue or the trash; album and artists are those the song has now.
   */
  listMostPlayed(
    userId: string,
    kind: FavouriteKind,
    period: Period,
    limit: number,
  ): Promise<(Played & { id: string })[]>;
  /** By plays, then by time, then by name; a song counts for each of its genres. */
  listMostPlayedGenres(
    userId: string,
    period: Period,
    limit: number,
  ): Promise<(Played & { name: string })[]>;
  /**
   * Days (`2026-01-02`) of a time zone on which something was played, the earliest first, of all
   * plays. @throws invalid_request for a time zone that is none
   */
  listPlayedDays(
    userId: string,
    period: Period,
    timeZone: string,
  ): Promise<(Played & { day: string })[]>;
  /** Of the same songs as {@link listMostPlayed}. */
  getPlayTotals(userId: string, period: Period): Promise<PlayTotals>;
}

/** Songs picked by rules. */
export interface SmartStore {
  /**
   * Published songs that the rules pick for a listener at a moment, in their order, no more than
   * their limit; ids decide where the order does not. Names are compared by `searchName`, genres by
   * `titleSortKey`; a value that folds to nothing matches nothing. Unknown years match no rule but
   * `isNot`. The order `random` is the same all day (UTC).
   */
  pickSongs(
    userId: string,
    rules: SmartRules,
    now: Date,
  ): Promise<{ songId: string; durationMs: number }[]>;
}

/** What belongs to listeners. */
export interface LibraryStore
  extends PlaylistStore,
    FavouriteStore,
    PlayStore,
    SmartStore,
    /** Forgetting a song takes it out of playlists and favourites, and its plays with it. */
    CatalogueReferences {
  /**
   * Removes everything that belongs to a listener. Songs they added to playlists of others stay, but
   * nothing tells any more that it was them.
   */
  forgetListener(userId: string): Promise<void>;
}
