import type { PhotoAlbum, ShownPhotoAlbum } from '@madrigal/contract';
import type { Delivery } from '@madrigal/core/delivery';
import type { CoveredAlbum } from '@madrigal/core/media/albums';
import { presentShownMedia } from './media.ts';

type Access = Pick<Delivery, 'accessTo'>;

/** A photo album as its owner sees it. */
export function presentPhotoAlbum(covered: CoveredAlbum, delivery: Access): PhotoAlbum {
  const { visibility, coverMediaId, version, createdAt, updatedAt } = covered.album;
  return {
    ...presentShownPhotoAlbum(covered, delivery),
    ...{ visibility, coverMediaId, version },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** What anyone may see of a photo album. */
export function presentShownPhotoAlbum(
  { album, cover }: CoveredAlbum,
  delivery: Access,
): ShownPhotoAlbum {
  const { id, title, description, itemCount } = album;
  return { id, title, description, itemCount, cover: cover && presentShownMedia(cover, delivery) };
}
