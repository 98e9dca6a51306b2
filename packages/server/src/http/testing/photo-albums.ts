import type { CoveredAlbum, PhotoAlbums } from '@madrigal/core/media/albums';
import type { MediaItem } from '@madrigal/core/media/items';
import { newId } from '@madrigal/core/shared';

const madeAt = new Date('2026-01-02T03:04:05.678Z');

/** Photo albums of which there is one, with one item. */
export function createPhotoAlbumsOf(cover: MediaItem): PhotoAlbums {
  const covered: CoveredAlbum = {
    album: {
      ...{ id: newId(), ownerId: cover.ownerId, title: 'Sea', description: '' },
      ...{ visibility: 'public', coverMediaId: null, shownCoverId: cover.id },
      ...{ itemCount: 1, version: 2, createdAt: madeAt, updatedAt: madeAt },
    },
    cover,
  };
  const one = async () => covered;
  const items = async () => ({ items: [cover], nextCursor: null });
  return {
    create: one,
    list: async () => ({ items: [covered], nextCursor: null }),
    get: one,
    change: one,
    remove: async () => {},
    listItems: items,
    addItems: one,
    removeItems: one,
    moveItems: one,
    pickBest: async () => [cover],
    pickBestOfAll: async () => [cover],
    getPublic: one,
    listPublicItems: items,
  };
}
