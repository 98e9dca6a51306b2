import type { FavouriteKind, PlaylistVisibility, SmartRules } from '@madrigal/contract';
import type { AlbumSummary, ArtistSummary, Song } from '../catalog/index.ts';
import type { BlobKey } from '../shared/index.ts';

export interface Playlist {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  /** The picture its owner chose; null without one. */
  cover: BlobKey | null;
  visibility: PlaylistVisibility;
  /** What picks its songs; null for one that people fill. */
  rules: SmartRules | null;
  /** Who may change its songs besides its owner. */
  memberIds: string[];
  /** Odd while an invitation is open; every one that was ended raised it. */
  invitationRound: number;
  /** Counts every change; a change that expects another version is refused. */
  version: number;
  /** All items, those included whose song nobody can see at the moment. */
  itemCount: number;
  durationMs: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How many items, and how long they take together. */
export type Sums = Pick<Playlist, 'itemCount' | 'durationMs'>;

/** A playlist as it is shown: counted are the items whose songs can be seen at the moment. */
export interface ShownPlaylist extends Playlist {
  /** What stands for it without a cover: those of its first albums, up to four. */
  mosaic: BlobKey[];
}

/** One place in a playlist. A song can have several. */
export interface PlaylistItem {
  id: string;
  /** Ordered code point by code point, then by id; see `order-keys.ts`. */
  position: string;
  songId: string;
  durationMs: number;
  addedBy: string;
  addedAt: Date;
}

/** An item with its song, as it is shown. */
export interface ShownItem extends PlaylistItem {
  song: Song;
}

export interface Favourite {
  userId: string;
  kind: FavouriteKind;
  targetId: string;
  addedAt: Date;
}

/** A favourite as it is shown. */
export type ShownFavourite = { addedAt: Date } & (
  | { kind: 'song'; song: Song }
  | { kind: 'album'; album: AlbumSummary }
  | { kind: 'artist'; artist: ArtistSummary }
);

/** One entry of the playback history. */
export interface Play {
  /** Chosen by the player, so that the same play sent twice counts once. */
  id: string;
  userId: string;
  songId: string;
  /** When listening began. */
  playedAt: Date;
  msPlayed: number;
}

/** A play with its song, as it is shown. */
export interface ShownPlay extends Play {
  song: Song;
}

/** From a moment on, up to another one, which is left out. */
export interface Period {
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface Played {
  plays: number;
  msPlayed: number;
}

export interface PlayTotals extends Played {
  /** How many different ones. */
  songs: number;
  albums: number;
  artists: number;
}
