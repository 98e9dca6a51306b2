import type { Caller } from '../identity/index.ts';
import type { CursorPage, CursorQuery, Page, PageRequest, Position } from '../shared/index.ts';
import type { Share, SharedHead, SharedItem, ShareTarget } from './model.ts';

export interface ShareChange {
  passwordHash?: string | null | undefined;
  expiresAt?: Date | null | undefined;
  allowGuestUpload?: boolean | undefined;
  description?: string | undefined;
}

/** How many passwords may be tried for one link: `most` within `windowMs`. */
export interface GuessLimit {
  most: number;
  windowMs: number;
}

/** Shares by access pattern, found by the SHA-256 of their token. */
export interface ShareStore {
  addShare(share: Share, tokenHash: Buffer): Promise<void>;
  /** @throws not_found */
  getShare(shareId: string): Promise<Share>;
  findShareByToken(tokenHash: Buffer): Promise<Share | null>;
  countSharesOf(ownerId: string): Promise<number>;
  /**
   * Newest first, then by id downwards, positions `[createdAt ISO, id]`; those of one target where
   * it is given. @throws invalid_cursor
   */
  listSharesOf(
    ownerId: string,
    target: ShareTarget | null,
    page: PageRequest<Position>,
  ): Promise<Page<Share, Position>>;
  /** Sets what the change names. @throws not_found unless this person has the share */
  changeShare(ownerId: string, shareId: string, change: ShareChange): Promise<Share>;
  /** @throws not_found unless this person has the share */
  deleteShare(ownerId: string, shareId: string): Promise<void>;
  /** Ends all links to a target: one person's, or with null everybody's. */
  deleteSharesOfTarget(ownerId: string | null, target: ShareTarget): Promise<void>;
  deleteSharesOf(ownerId: string): Promise<void>;
  /** Counts a visit; of a share that is gone it counts nothing. */
  countVisit(shareId: string, at: Date): Promise<void>;
  /**
   * Takes one guess at the password; false when all of this window are used up. A window begins
   * with the first guess after the one before ended. Guesses at the same time are all counted.
   */
  takeGuess(shareId: string, now: Date, limit: GuessLimit): Promise<boolean>;
}

/** One kind of thing that can be shared. A new kind is one more of these, and of `SharedItem`. */
export interface ShareableKind {
  /** Whether this person may share it: their own, or what every listener may hear. */
  ownedBy(caller: Caller, targetId: string): Promise<boolean>;
  /** Lets links in to something that was closed to them; called before each link is made. */
  openToLinks(caller: Caller, targetId: string): Promise<void>;
  /** Null when it is gone or nobody may see it. */
  describe(targetId: string): Promise<SharedHead | null>;
  /** @throws invalid_cursor */
  listItems(targetId: string, query: CursorQuery): Promise<CursorPage<SharedItem>>;
  /** Whether a song is behind the link, so that visitors may hear it. */
  hasSong(targetId: string, songId: string): Promise<boolean>;
  /** Whether a photo or video is behind the link, so that visitors may watch it. */
  hasMedia(targetId: string, mediaId: string): Promise<boolean>;
}
