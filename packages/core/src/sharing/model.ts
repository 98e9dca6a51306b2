import type { ShareKind } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { MediaItem } from '../media/items/index.ts';
import type { BlobKey } from '../shared/index.ts';

export interface ShareTarget {
  kind: ShareKind;
  id: string;
}

/** A link that opens one thing to everyone who has it. */
export interface Share {
  id: string;
  ownerId: string;
  target: ShareTarget;
  /** See `passwords.ts`; null for a link that needs none. */
  passwordHash: string | null;
  /** From then on it opens nothing; null for never. */
  expiresAt: Date | null;
  allowGuestUpload: boolean;
  /** What its owner says to those who follow it; may be empty. */
  description: string;
  createdAt: Date;
  visits: number;
  lastVisitedAt: Date | null;
}

/** A share as its owner gets it. */
export interface OwnShare extends Share {
  token: string;
}

/** What is behind a link, in few words. */
export interface SharedHead {
  title: string;
  description: string;
  cover: BlobKey | null;
  /** Covers that stand for it together, where it has none. */
  mosaic?: readonly BlobKey[];
  itemCount: number;
  /** Null where it has no length. */
  durationMs: number | null;
}

/** A finished video and its poster. */
interface SharedVideo {
  video: BlobKey;
  poster: BlobKey;
  sizeBytes: number;
  durationMs: number;
  width: number;
  height: number;
}

/** One thing behind a link. Another kind of thing is another member. */
export type SharedItem =
  | { type: 'song'; id: string; song: Song }
  | { type: 'media'; id: string; item: MediaItem }
  | { type: 'slideshow'; id: string; name: string; result: SharedVideo };

/** A link that was opened. */
export interface OpenedShare {
  share: Share;
  head: SharedHead;
  /** Name of its owner. */
  sharedBy: string;
}
