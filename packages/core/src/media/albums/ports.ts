import type { Page, PageRequest, Position } from '../../shared/index.ts';
import type { MediaItem } from '../items/index.ts';
import type { PhotoAlbum, PhotoAlbumChange } from './model.ts';

/** A photo album as it begins: empty. */
export type NewPhotoAlbum = Omit<
  PhotoAlbum,
  'coverMediaId' | 'shownCoverId' | 'itemCount' | 'version'
>;

/** What a write of a photo album expects, and when it is made. */
export interface PhotoAlbumWrite {
  /** The version it was worked out for; undefined for any. */
  version?: number | undefined;
  updatedAt: Date;
}

/** A media item at its place in a photo album. */
export interface PlacedMedia {
  /** Orders the items of one album, code point by code point. */
  position: string;
  item: MediaItem;
}

/**
 * Photo albums by access pattern. Every write raises the version by one and answers the album as it
 * is then; `conflict` says that the version is another one by now, and then nothing changes.
 */
export interface PhotoAlbumStore {
  /** Adds an album without items; false, and nothing changes, when the id exists. */
  createPhotoAlbum(album: NewPhotoAlbum): Promise<boolean>;
  /** @throws not_found */
  getPhotoAlbum(albumId: string): Promise<PhotoAlbum>;
  /** Changed last first, then by id downwards, positions `[updatedAt ISO, id]`. @throws invalid_cursor */
  listPhotoAlbumsOf(
    ownerId: string,
    page: PageRequest<Position>,
  ): Promise<Page<PhotoAlbum, Position>>;
  /** @throws not_found (the album, or a cover that is not in it), conflict */
  changePhotoAlbum(
    albumId: string,
    change: PhotoAlbumChange,
    write: PhotoAlbumWrite,
  ): Promise<PhotoAlbum>;
  /** Removes an album with its places; one that does not exist is no error. */
  deletePhotoAlbum(albumId: string): Promise<void>;
  /** Removes every album of a person. */
  deletePhotoAlbumsOf(ownerId: string): Promise<void>;
  /**
   * Puts up to 500 items at the end, in the order given; those that are in the album keep their
   * place, those that do not belong to its owner are left out. @throws not_found, conflict
   */
  addToPhotoAlbum(
    albumId: string,
    mediaIds: readonly string[],
    write: PhotoAlbumWrite,
  ): Promise<PhotoAlbum>;
  /** Takes up to 500 items out; those that are not there are left out. @throws not_found, conflict */
  removeFromPhotoAlbum(
    albumId: string,
    mediaIds: readonly string[],
    write: PhotoAlbumWrite,
  ): Promise<PhotoAlbum>;
  /**
   * Puts up to 500 items, in the order given, behind another one that is none of them, or first
   * where that is null. @throws not_found (the album or one of the items), conflict
   */
  moveInPhotoAlbum(
    albumId: string,
    move: { mediaIds: readonly string[]; after: string | null },
    write: PhotoAlbumWrite,
  ): Promise<PhotoAlbum>;
  /**
   * Items of an album in its order, the trash aside, positions `[position, media id]`; with
   * `presentable` only those that were processed once. @throws invalid_cursor
   */
  listPhotoAlbumItems(
    albumId: string,
    filter: { presentable: boolean },
    page: PageRequest<Position>,
  ): Promise<Page<PlacedMedia, Position>>;
  /** Whether an item that is not in the trash has a place in an album. */
  isInPhotoAlbum(albumId: string, mediaId: string): Promise<boolean>;
}
