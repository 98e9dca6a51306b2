import type { MediaVisibility } from '@madrigal/contract';
import type { Caller } from '../../identity/index.ts';
import {
  type CursorPage,
  type CursorQuery,
  MadrigalError,
  pageByCursor,
} from '../../shared/index.ts';
import { getOwnMedia, type MediaStore } from '../items/index.ts';
import type { PhotoAlbumsDeps } from './deps.ts';
import type { CoveredAlbum, PhotoAlbum, PhotoAlbumChange } from './model.ts';
import type { PhotoAlbumStore } from './ports.ts';

const MOST_ITEMS = 10_000;

/** What a change names, and the version it was worked out for. */
export interface AlbumRequest {
  albumId: string;
  version?: number | undefined;
}

/** A photo album of the caller; somebody else's does not exist for them. @throws `not_found` */
export async function getOwnAlbum(
  { photoAlbums }: { photoAlbums: Pick<PhotoAlbumStore, 'getPhotoAlbum'> },
  { userId }: Pick<Caller, 'userId'>,
  albumId: string,
): Promise<PhotoAlbum> {
  const album = await photoAlbums.getPhotoAlbum(albumId);
  if (album.ownerId !== userId) throw noAlbum();
  return album;
}

export function noAlbum(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such photo album.');
}

/** Albums with what stands for them. */
async function withCovers(
  { media }: { media: Pick<MediaStore, 'getMediaOf'> },
  ownerId: string,
  albums: readonly PhotoAlbum[],
): Promise<CoveredAlbum[]> {
  const wanted = albums.flatMap(({ shownCoverId }) => shownCoverId ?? []);
  const found = new Map((await media.getMediaOf(ownerId, wanted)).map((item) => [item.id, item]));
  return albums.map((album) => ({ album, cover: found.get(album.shownCoverId ?? '') ?? null }));
}

/** @throws MadrigalError `not_found` when one of the items is not the caller's */
export async function createAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  input: {
    title: string;
    description: string;
    visibility: MediaVisibility;
    mediaIds: readonly string[];
  },
): Promise<CoveredAlbum> {
  const { mediaIds, ...details } = input;
  await getOwnMedia(deps, caller, mediaIds);
  const id = deps.newId();
  const now = deps.clock.now();
  const album = { id, ownerId: caller.userId, ...details, createdAt: now, updatedAt: now };
  await deps.photoAlbums.createPhotoAlbum(album);
  if (mediaIds.length > 0) await deps.photoAlbums.addToPhotoAlbum(id, mediaIds, { updatedAt: now });
  return tell(deps, await deps.photoAlbums.getPhotoAlbum(id));
}

/** The caller's albums, changed last first. @throws MadrigalError `invalid_cursor` */
export async function listAlbums(
  deps: PhotoAlbumsDeps,
  { userId }: Caller,
  query: CursorQuery,
): Promise<CursorPage<CoveredAlbum>> {
  const page = await pageByCursor('updated', query, (request) =>
    deps.photoAlbums.listPhotoAlbumsOf(userId, request),
  );
  return { ...page, items: await withCovers(deps, userId, page.items) };
}

/** @throws MadrigalError `not_found` (the album, or a cover that is not in it), `conflict` */
export function changeAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  { change, ...request }: AlbumRequest & { change: PhotoAlbumChange },
): Promise<CoveredAlbum> {
  return write(deps, caller, request, (album, expected) =>
    deps.photoAlbums.changePhotoAlbum(album.id, change, expected),
  );
}

/** @throws MadrigalError `not_found` */
export async function deleteAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  albumId: string,
): Promise<void> {
  await getOwnAlbum(deps, caller, albumId);
  await deps.photoAlbums.deletePhotoAlbum(albumId);
  await deps.events.publish(
    { userId: caller.userId },
    { type: 'photo-album.changed', photoAlbumId: albumId },
  );
}

/** @throws MadrigalError `not_found` (album or an item), `conflict` (changed, or full) */
export function addToAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  { mediaIds, ...request }: AlbumRequest & { mediaIds: readonly string[] },
): Promise<CoveredAlbum> {
  return write(deps, caller, request, async (album, expected) => {
    await getOwnMedia(deps, caller, mediaIds);
    if (album.itemCount + mediaIds.length > MOST_ITEMS) {
      const most = MOST_ITEMS.toLocaleString('en');
      throw new MadrigalError('conflict', `A photo album has at most ${most} items.`);
    }
    return deps.photoAlbums.addToPhotoAlbum(album.id, mediaIds, expected);
  });
}

/** @throws MadrigalError `not_found`, `conflict` */
export function removeFromAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  { mediaIds, ...request }: AlbumRequest & { mediaIds: readonly string[] },
): Promise<CoveredAlbum> {
  return write(deps, caller, request, (album, expected) =>
    deps.photoAlbums.removeFromPhotoAlbum(album.id, mediaIds, expected),
  );
}

/**
 * Puts items, in the order given, behind another one, or first where that is null.
 * @throws MadrigalError `not_found` (album or an item), `conflict`, `invalid_request` when the item
 * they should follow is one of them
 */
export function moveInAlbum(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  {
    mediaIds,
    after,
    ...request
  }: AlbumRequest & { mediaIds: readonly string[]; after: string | null },
): Promise<CoveredAlbum> {
  if (after !== null && mediaIds.includes(after)) {
    throw new MadrigalError('invalid_request', 'An item cannot be put behind itself.');
  }
  const move = { mediaIds: [...new Set(mediaIds)], after };
  return write(deps, caller, request, (album, expected) =>
    deps.photoAlbums.moveInPhotoAlbum(album.id, move, expected),
  );
}

async function write(
  deps: PhotoAlbumsDeps,
  caller: Caller,
  { albumId, version }: AlbumRequest,
  work: (
    album: PhotoAlbum,
    expected: { version?: number | undefined; updatedAt: Date },
  ) => Promise<PhotoAlbum>,
): Promise<CoveredAlbum> {
  const album = await getOwnAlbum(deps, caller, albumId);
  return tell(deps, await work(album, { version, updatedAt: deps.clock.now() }));
}

async function tell(deps: PhotoAlbumsDeps, album: PhotoAlbum): Promise<CoveredAlbum> {
  const { id: photoAlbumId, ownerId: userId } = album;
  await deps.events.publish({ userId }, { type: 'photo-album.changed', photoAlbumId });
  return coverOf(deps, album);
}

/** An album with what stands for it. */
export async function coverOf(
  deps: { media: Pick<MediaStore, 'getMediaOf'> },
  album: PhotoAlbum,
): Promise<CoveredAlbum> {
  const [covered] = await withCovers(deps, album.ownerId, [album]);
  return covered ?? { album, cover: null };
}
