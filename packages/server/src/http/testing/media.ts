import { type Media, type MediaItem, receivedMedia } from '@madrigal/core/media/items';
import { MadrigalError, newId } from '@madrigal/core/shared';

const madeAt = new Date('2026-01-02T03:04:05.678Z');

/** A photo with one rendition, which is public. */
export const photo: MediaItem = {
  ...receivedMedia({
    id: newId(),
    ownerId: 'admin',
    kind: 'image',
    format: 'jpeg',
    fileName: 'a.jpg',
    sizeBytes: 3_000_000,
    modifiedAt: null,
    receivedAt: madeAt,
    guestName: null,
  }),
  progress: { state: 'ready' },
  ...{ width: 4000, height: 3000, visibility: 'public', renditionsOf: 1 },
  location: { latitude: 52.5, longitude: 13.4, altitude: null },
  renditions: [
    {
      ...{ name: '320.webp', role: 'image', mimeType: 'image/webp', sizeBytes: 9000 },
      ...{ width: 320, height: 240, madeAt, expiresAt: madeAt },
    },
  ],
};

/** Photos and videos of which there is one. */
export function createMediaOf(item: MediaItem): Media {
  const find = async (id: string) => {
    if (id === item.id) return item;
    throw new MadrigalError('not_found', 'There is no such photo or video.');
  };
  const known = async (_: unknown, ids: readonly string[]) => ids.filter((id) => id === item.id);
  return {
    list: async () => ({ items: [item], nextCursor: null }),
    get: (_, id) => find(id),
    getPublic: find,
    listSimilar: async () => [item],
    listTags: async () => [{ tag: 'sea', count: 1 }],
    listMonths: async () => [{ month: '2026-01', count: 1 }],
    edit: async (_, ids) => (ids.includes(item.id) ? [item] : []),
    trash: known,
    restore: known,
    remove: known,
    reprocess: (_, id) => find(id),
  };
}
