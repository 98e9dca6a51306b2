import type { OwnedData } from '../../identity/index.ts';
import type { Page, Position } from '../../shared/index.ts';
import type { PhotoAlbum } from './model.ts';
import type { PhotoAlbumStore } from './ports.ts';

const PAGE = 200;

/** Photo albums as part of somebody's account. */
export function createOwnedPhotoAlbums({
  photoAlbums,
}: {
  photoAlbums: PhotoAlbumStore;
}): OwnedData {
  return {
    fileName: 'photo-albums.json',
    removeAll: ({ userId }) => photoAlbums.deletePhotoAlbumsOf(userId),
    exportAll: async ({ userId }) => {
      const albums = await all((page) => photoAlbums.listPhotoAlbumsOf(userId, page));
      const exported: object[] = [];
      for (const album of albums) exported.push(await toExport(photoAlbums, album));
      return exported;
    },
  };
}

async function toExport(photoAlbums: PhotoAlbumStore, album: PhotoAlbum): Promise<object> {
  const { id, title, description, visibility, coverMediaId, createdAt, updatedAt } = album;
  const placed = await all((page) =>
    photoAlbums.listPhotoAlbumItems(id, { presentable: false }, page),
  );
  return {
    ...{ id, title, description, visibility, coverMediaId, createdAt, updatedAt },
    mediaIds: placed.map(({ item }) => item.id),
  };
}

async function all<Item>(
  list: (page: { limit: number; after?: Position }) => Promise<Page<Item, Position>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: Position | null | undefined;
  do {
    const page = await list({ limit: PAGE, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}
