import type { FavouriteKind } from '@madrigal/contract';
import type { CatalogueReferences, Song } from '../catalog/index.ts';
import type { Caller, OwnedData } from '../identity/index.ts';
import { type Clock, MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import { checkVisible, visibleSongs } from './visible.ts';

const MOST_STARS = 5;
const LONGEST_COMMENT = 1000;
/** How long a player that says nothing more is taken to be playing. */
const PLAYING_MS = 15 * 60_000;

/** What one listener, and for the average all of them, think of something and did with it. */
export interface Marks {
  favouriteSince: Date | null;
  /** 1 to 5. */
  stars: number | null;
  /** Of everybody who gave any. */
  averageStars: number | null;
  plays: number;
  lastPlayedAt: Date | null;
  /** Of songs: the place to go on from. */
  bookmarkMs: number | null;
}

/** A place in a long song, to go on from. A listener has at most one in each. */
export interface Bookmark {
  userId: string;
  songId: string;
  positionMs: number;
  comment: string;
  createdAt: Date;
  changedAt: Date;
}

/** What a player of somebody is playing. */
export interface Playing {
  userId: string;
  /** Name of the player. */
  player: string;
  songId: string;
  since: Date;
}

/** Stars, bookmarks, and what is playing, by access pattern. */
export interface MarkStore extends CatalogueReferences {
  /** Gives something 1 to 5 stars, in place of those this listener gave it. */
  putStars(userId: string, kind: FavouriteKind, targetId: string, stars: number): Promise<void>;
  /** None that are there is no error. */
  deleteStars(userId: string, kind: FavouriteKind, targetId: string): Promise<void>;
  /** Everything this listener gave stars to, by kind and id. */
  listStarsOf(userId: string): Promise<{ kind: FavouriteKind; targetId: string; stars: number }[]>;
  /**
   * Marks of up to 500 things of one kind, of those that have any. Plays of an album or artist are
   * those of its songs.
   */
  getMarks(
    userId: string,
    kind: FavouriteKind,
    ids: readonly string[],
  ): Promise<Map<string, Marks>>;
  /** Puts a bookmark in place of the one in that song, whose time of making it keeps. */
  putBookmark(bookmark: Bookmark): Promise<void>;
  /** One that is not there is no error. */
  deleteBookmark(userId: string, songId: string): Promise<void>;
  /** Changed last come first. */
  listBookmarksOf(userId: string): Promise<Bookmark[]>;
  /** What one player of a listener plays, in place of what it played. Forgotten after a day. */
  putPlaying(playing: Playing): Promise<void>;
  /** Of one listener, or of everybody (null), begun after a moment, newest first. */
  listPlaying(userId: string | null, after: Date): Promise<Playing[]>;
  /** Removes everything here that belongs to a listener. Repeating it changes nothing. */
  forgetListener(userId: string): Promise<void>;
}

export interface MarksDeps {
  marks: MarkStore;
  catalogue: LibraryDeps['catalogue'];
  clock: Clock;
}

/** Stars, bookmarks and what is playing. */
export function createMarks(deps: MarksDeps) {
  const { marks } = deps;
  return {
    of: ({ userId }: Caller, kind: FavouriteKind, ids: readonly string[]) =>
      marks.getMarks(userId, kind, ids),
    rate: (caller: Caller, kind: FavouriteKind, targetId: string, stars: number | null) =>
      rate(deps, caller, { kind, targetId, stars }),
    putBookmark: (caller: Caller, mark: Pick<Bookmark, 'songId' | 'positionMs' | 'comment'>) =>
      putBookmark(deps, caller, mark),
    deleteBookmark: ({ userId }: Caller, songId: string) => marks.deleteBookmark(userId, songId),
    listBookmarks: (caller: Caller) => withSongs(deps, () => marks.listBookmarksOf(caller.userId)),
    startPlaying: (caller: Caller, songId: string, player: string) =>
      startPlaying(deps, caller, songId, player),
    /** For admins what everybody plays, for others what they play themselves. */
    listPlaying: ({ userId, role }: Caller) => {
      const after = new Date(deps.clock.now().getTime() - PLAYING_MS);
      const whose = role === 'admin' ? null : userId;
      return withSongs(deps, () => marks.listPlaying(whose, after));
    },
  };
}

export type ListenerMarks = ReturnType<typeof createMarks>;

/** Marks as part of somebody's account. */
export function createOwnedMarks({ marks }: Pick<MarksDeps, 'marks'>): OwnedData {
  return {
    fileName: 'marks.json',
    removeAll: ({ userId }) => marks.forgetListener(userId),
    exportAll: async ({ userId }) => ({
      stars: await marks.listStarsOf(userId),
      bookmarks: await marks.listBookmarksOf(userId),
    }),
  };
}

/** @throws MadrigalError `not_found`, `invalid_request` for other than 1 to 5 stars */
async function rate(
  deps: MarksDeps,
  { userId }: Caller,
  { kind, targetId, stars }: { kind: FavouriteKind; targetId: string; stars: number | null },
): Promise<void> {
  if (stars === null) return deps.marks.deleteStars(userId, kind, targetId);
  if (!Number.isInteger(stars) || stars < 1 || stars > MOST_STARS) {
    throw new MadrigalError('invalid_request', `There are 1 to ${MOST_STARS} stars.`);
  }
  await checkVisible(deps, kind, targetId);
  await deps.marks.putStars(userId, kind, targetId, stars);
}

/** @throws MadrigalError `not_found`, `invalid_request` for a comment that is too long */
async function putBookmark(
  deps: MarksDeps,
  { userId }: Caller,
  mark: Pick<Bookmark, 'songId' | 'positionMs' | 'comment'>,
): Promise<void> {
  if (mark.comment.length > LONGEST_COMMENT) {
    throw new MadrigalError('invalid_request', `A comment has at most ${LONGEST_COMMENT} letters.`);
  }
  await checkVisible(deps, 'song', mark.songId);
  const now = deps.clock.now();
  await deps.marks.putBookmark({ ...mark, userId, createdAt: now, changedAt: now });
}

/** @throws MadrigalError `not_found` */
async function startPlaying(
  deps: MarksDeps,
  { userId }: Caller,
  songId: string,
  player: string,
): Promise<void> {
  await checkVisible(deps, 'song', songId);
  await deps.marks.putPlaying({ userId, player, songId, since: deps.clock.now() });
}

async function withSongs<Item extends { songId: string }>(
  deps: Pick<MarksDeps, 'catalogue'>,
  list: () => Promise<Item[]>,
): Promise<(Item & { song: Song })[]> {
  const items = await list();
  const songs = await visibleSongs(
    deps,
    items.map(({ songId }) => songId),
  );
  return items.flatMap((item) => {
    const song = songs.get(item.songId);
    return song ? [{ ...item, song }] : [];
  });
}
