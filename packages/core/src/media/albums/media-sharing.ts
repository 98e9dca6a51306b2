import type { MediaVisibility } from '@madrigal/contract';
import { type BlobKey, hasCode } from '../../shared/index.ts';
import type { ShareableKind, SharedItem } from '../../sharing/index.ts';
import {
  folderOfRenditions,
  isPresentable,
  type MediaItem,
  makeAgain,
  renditionKey,
} from '../items/index.ts';
import { type AlbumItemsDeps, listShownItems, shown } from './album-items.ts';
import type { PhotoAlbum } from './model.ts';

/** Width in pixels of a picture that stands for what a link opens. */
const COVER_WIDTH = 1280;

/**
 * Photos and videos, which their owners share. A link opens what is not private: making the first
 * one makes an item unlisted, and making it private again closes every link to it.
 */
export function createMediaSharing(deps: AlbumItemsDeps): ShareableKind {
  const find = async (mediaId: string) => {
    const item = await orNull(deps.media.getMedia(mediaId));
    return item && isOpen(item) && isPresentable(item) ? item : null;
  };
  return {
    ownedBy: async ({ userId }, mediaId) => {
      const item = await orNull(deps.media.getMedia(mediaId));
      return item?.ownerId === userId && item.deletedAt === null;
    },
    openToLinks: async ({ userId }, mediaId) => {
      if (isOpen(await deps.media.getMedia(mediaId))) return;
      await deps.media.editMedia(userId, [mediaId], { visibility: 'unlisted' });
      await deps.events.publish({ userId }, { type: 'media.changed', mediaId });
    },
    describe: async (mediaId) => {
      const item = await find(mediaId);
      if (!item) return null;
      const { title, durationMs } = item;
      return { title, description: '', cover: pictureOf(item), itemCount: 1, durationMs };
    },
    listItems: async (mediaId) => {
      const item = await find(mediaId);
      if (item) await makeAgain(deps, item);
      return { items: item ? [toShared(item)] : [], nextCursor: null };
    },
    hasSong: async () => false,
    hasMedia: async (targetId, mediaId) => targetId === mediaId && (await find(mediaId)) !== null,
  };
}

/**
 * Photo albums, which their owners share in the same way. Who puts a photo into an album shows it to
 * everyone who is shown the album, whoever sees the photo by itself.
 */
export function createPhotoAlbumSharing(deps: AlbumItemsDeps): ShareableKind {
  const find = async (albumId: string): Promise<PhotoAlbum | null> => {
    const album = await orNull(deps.photoAlbums.getPhotoAlbum(albumId));
    return album && isOpen(album) ? album : null;
  };
  return {
    ownedBy: async ({ userId }, albumId) =>
      (await orNull(deps.photoAlbums.getPhotoAlbum(albumId)))?.ownerId === userId,
    openToLinks: async ({ userId }, albumId) => {
      if (await find(albumId)) return;
      const updatedAt = deps.clock.now();
      await deps.photoAlbums.changePhotoAlbum(albumId, { visibility: 'unlisted' }, { updatedAt });
      await deps.events.publish({ userId }, { type: 'photo-album.changed', photoAlbumId: albumId });
    },
    describe: async (albumId) => {
      const found = await find(albumId);
      if (!found) return null;
      const { album, cover } = await shown(deps, found);
      const { title, description, itemCount } = album;
      return { title, description, cover: cover && pictureOf(cover), itemCount, durationMs: null };
    },
    listItems: async (albumId, query) => {
      const page = await listShownItems(deps, albumId, query);
      return { ...page, items: page.items.map(toShared) };
    },
    hasSong: async () => false,
    hasMedia: async (albumId, mediaId) =>
      (await find(albumId)) !== null && deps.photoAlbums.isInPhotoAlbum(albumId, mediaId),
  };
}

function isOpen({ visibility }: { visibility: MediaVisibility }): boolean {
  return visibility !== 'private';
}

function toShared(item: MediaItem): SharedItem {
  return { type: 'media', id: item.id, item };
}

/** The JPEG whose width is nearest to that of a cover. */
function pictureOf(item: MediaItem): BlobKey | null {
  const folder = folderOfRenditions(item);
  const distance = ({ width }: { width: number }) => Math.abs(width - COVER_WIDTH);
  const [nearest] = item.renditions
    .filter(({ role, mimeType }) => role === 'image' && mimeType === 'image/jpeg')
    .toSorted((one, other) => distance(one) - distance(other));
  return folder && nearest ? renditionKey(folder, nearest.name) : null;
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error: unknown) => {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  });
}
