import type { Caller } from '../../identity/index.ts';
import { type CursorPage, type CursorQuery, pageByCursor } from '../../shared/index.ts';
import { isPresentable, type MediaItem, makeAgain } from '../items/index.ts';
import type { PhotoAlbumsDeps } from './deps.ts';
import type { CoveredAlbum, PhotoAlbum } from './model.ts';
import { coverOf, getOwnAlbum, noAlbum } from './own-albums.ts';

export type AlbumItemsDeps = Omit<PhotoAlbumsDeps, 'newId'>;

/** Items of an album of the caller in its order. @throws MadrigalError `not_found`, `invalid_cursor` */
export async function listOwnItems(
  deps: AlbumItemsDeps,
  caller: Caller,
  albumId: string,
  query: CursorQuery,
): Promise<CursorPage<MediaItem>> {
  await getOwnAlbum(deps, caller, albumId);
  return listItems(deps, albumId, { presentable: false }, query);
}

/** What of an album visitors are shown, in its order. @throws MadrigalError `invalid_cursor` */
export function listShownItems(
  deps: AlbumItemsDeps,
  albumId: string,
  query: CursorQuery,
): Promise<CursorPage<MediaItem>> {
  return listItems(deps, albumId, { presentable: true }, query);
}

/** A public album, for anyone. @throws MadrigalError `not_found` */
export async function getPublicAlbum(deps: AlbumItemsDeps, albumId: string): Promise<CoveredAlbum> {
  return shown(deps, await publicAlbum(deps, albumId));
}

/** @throws MadrigalError `not_found`, `invalid_cursor` */
export async function listPublicItems(
  deps: AlbumItemsDeps,
  albumId: string,
  query: CursorQuery,
): Promise<CursorPage<MediaItem>> {
  await publicAlbum(deps, albumId);
  return listShownItems(deps, albumId, query);
}

/** An album as visitors get it: a cover that was never processed is none. */
export async function shown(deps: AlbumItemsDeps, album: PhotoAlbum): Promise<CoveredAlbum> {
  const { cover } = await coverOf(deps, album);
  return { album, cover: cover && isPresentable(cover) ? cover : null };
}

async function publicAlbum(deps: AlbumItemsDeps, albumId: string): Promise<PhotoAlbum> {
  const album = await deps.photoAlbums.getPhotoAlbum(albumId);
  if (album.visibility !== 'public') throw noAlbum();
  return album;
}

async function listItems(
  deps: AlbumItemsDeps,
  albumId: string,
  filter: { presentable: boolean },
  query: CursorQuery,
): Promise<CursorPage<MediaItem>> {
  const { items: placed, nextCursor } = await pageByCursor('album', query, (request) =>
    deps.photoAlbums.listPhotoAlbumItems(albumId, filter, request),
  );
  const items = placed.map(({ item }) => item);
  for (const item of items) {
    // A film takes long to make: whoever opens it asks for it, not who passes by.
    if (item.kind === 'image') await makeAgain(deps, item);
  }
  return { items, nextCursor };
}
