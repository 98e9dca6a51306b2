import type { MediaVisibility } from '@madrigal/contract';
import type { MediaItem } from '../items/index.ts';

/** Photos and videos of one person, in an order of their own. */
export interface PhotoAlbum {
  id: string;
  ownerId: string;
  title: string;
  description: string;
  visibility: MediaVisibility;
  /** The item chosen as the cover; null where none was. */
  coverMediaId: string | null;
  /** What stands for the album: the chosen item, else the first, the trash aside. */
  shownCoverId: string | null;
  /** Items that are not in the trash. */
  itemCount: number;
  /** Rises with every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A photo album with what stands for it. */
export interface CoveredAlbum {
  album: PhotoAlbum;
  cover: MediaItem | null;
}

/** What its owner can change. What is left out stays as it is. */
export interface PhotoAlbumChange {
  title?: string | undefined;
  description?: string | undefined;
  visibility?: MediaVisibility | undefined;
  coverMediaId?: string | null | undefined;
}
