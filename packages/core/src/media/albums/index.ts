import type { Caller } from '../../identity/index.ts';
import type { CursorQuery } from '../../shared/index.ts';
import { getPublicAlbum, listOwnItems, listPublicItems } from './album-items.ts';
import { pickBestOf, pickBestOfAll } from './best-photos.ts';
import type { PhotoAlbumsDeps } from './deps.ts';
import type { PhotoAlbumChange } from './model.ts';
import {
  type AlbumRequest,
  addToAlbum,
  changeAlbum,
  coverOf,
  createAlbum,
  deleteAlbum,
  getOwnAlbum,
  listAlbums,
  moveInAlbum,
  removeFromAlbum,
} from './own-albums.ts';

export { createMediaSharing, createPhotoAlbumSharing } from './media-sharing.ts';
export type { CoveredAlbum, PhotoAlbum, PhotoAlbumChange } from './model.ts';
export { getOwnAlbum } from './own-albums.ts';
export { createOwnedPhotoAlbums } from './owned-albums.ts';
export type {
  NewPhotoAlbum,
  PhotoAlbumStore,
  PhotoAlbumWrite,
  PlacedMedia,
} from './ports.ts';

export type PhotoAlbums = ReturnType<typeof createPhotoAlbums>;

/** Photo albums, for the people they belong to, and for anyone what is public. */
export function createPhotoAlbums(deps: PhotoAlbumsDeps) {
  return {
    create: (caller: Caller, input: Parameters<typeof createAlbum>[2]) =>
      createAlbum(deps, caller, input),
    list: (caller: Caller, query: CursorQuery) => listAlbums(deps, caller, query),
    get: async (caller: Caller, albumId: string) =>
      coverOf(deps, await getOwnAlbum(deps, caller, albumId)),
    change: (caller: Caller, input: AlbumRequest & { change: PhotoAlbumChange }) =>
      changeAlbum(deps, caller, input),
    remove: (caller: Caller, albumId: string) => deleteAlbum(deps, caller, albumId),
    listItems: (caller: Caller, albumId: string, query: CursorQuery) =>
      listOwnItems(deps, caller, albumId, query),
    addItems: (caller: Caller, input: AlbumRequest & { mediaIds: readonly string[] }) =>
      addToAlbum(deps, caller, input),
    removeItems: (caller: Caller, input: AlbumRequest & { mediaIds: readonly string[] }) =>
      removeFromAlbum(deps, caller, input),
    moveItems: (caller: Caller, input: Parameters<typeof moveInAlbum>[2]) =>
      moveInAlbum(deps, caller, input),
    pickBest: (caller: Caller, albumId: string, count: number) =>
      pickBestOf(deps, caller, albumId, count),
    pickBestOfAll: (caller: Caller, count: number) => pickBestOfAll(deps, caller, count),
    getPublic: (albumId: string) => getPublicAlbum(deps, albumId),
    listPublicItems: (albumId: string, query: CursorQuery) => listPublicItems(deps, albumId, query),
  };
}
