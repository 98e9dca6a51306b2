import { z } from 'zod';
import { Id, PageQuery, pageOf, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { MediaItem, MediaVisibility, ShownMedia } from './media.ts';

/** A photo album as its owner sees it. */
export const PhotoAlbum = z
  .object({
    id: Id,
    title: z.string(),
    description: z.string(),
    visibility: MediaVisibility,
    /** Those in the trash aside. */
    itemCount: z.int(),
    /** The item its owner chose as the cover; null where the first one is shown. */
    coverMediaId: Id.nullable(),
    /** What is shown of it; null for an album without photos and videos. */
    cover: ShownMedia.nullable(),
    /** Rises with every change. */
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'PhotoAlbum' });
export type PhotoAlbum = z.infer<typeof PhotoAlbum>;

/** A photo album as anyone may be shown it. */
export const ShownPhotoAlbum = PhotoAlbum.pick({
  id: true,
  title: true,
  description: true,
  itemCount: true,
  cover: true,
}).meta({ id: 'ShownPhotoAlbum' });
export type ShownPhotoAlbum = z.infer<typeof ShownPhotoAlbum>;

/** Items that one request may add, remove or move. */
const MAX_BATCH = 500;
/** Photos that are picked at most: as many as a slideshow takes. */
const MOST_PICKED = 500;
const title = z.string().trim().min(1).max(300);
const description = z.string().trim().max(5000);
const mediaIds = z.array(Id).max(MAX_BATCH);
/** The change is made only to this version; left out, to any. */
const version = z.int().optional();
const params = z.object({ photoAlbumId: Id });
const none = { params: z.object({}), query: z.object({}), body: z.undefined() } as const;
const own = { ...none, tag: 'Photo albums', access: 'listener' } as const;

export const createPhotoAlbum = defineEndpoint({
  ...own,
  operationId: 'createPhotoAlbum',
  method: 'POST',
  path: '/api/v1/photo-albums',
  summary: 'Create a photo album, with photos and videos at once',
  body: z.object({
    title,
    description: description.default(''),
    visibility: MediaVisibility.default('private'),
    mediaIds: mediaIds.default([]),
  }),
  status: 201,
  response: PhotoAlbum,
  errors: ['not_found'],
});

export const listPhotoAlbums = defineEndpoint({
  ...own,
  operationId: 'listPhotoAlbums',
  method: 'GET',
  path: '/api/v1/photo-albums',
  summary: "The caller's photo albums, changed last first",
  query: PageQuery,
  status: 200,
  response: pageOf(PhotoAlbum).meta({ id: 'PhotoAlbumPage' }),
  errors: ['invalid_cursor'],
});

export const getPhotoAlbum = defineEndpoint({
  ...own,
  operationId: 'getPhotoAlbum',
  method: 'GET',
  path: '/api/v1/photo-albums/{photoAlbumId}',
  summary: 'One photo album of the caller',
  params,
  status: 200,
  response: PhotoAlbum,
  errors: ['not_found'],
});

export const updatePhotoAlbum = defineEndpoint({
  ...own,
  operationId: 'updatePhotoAlbum',
  method: 'PATCH',
  path: '/api/v1/photo-albums/{photoAlbumId}',
  summary: 'Rename or describe a photo album, choose its cover, or change who sees it',
  params,
  body: z.object({
    title: title.optional(),
    description: description.optional(),
    visibility: MediaVisibility.optional(),
    /** An item of the album; null for the first one. */
    coverMediaId: Id.nullable().optional(),
    version,
  }),
  status: 200,
  response: PhotoAlbum,
  errors: ['not_found', 'conflict'],
});

export const deletePhotoAlbum = defineEndpoint({
  ...own,
  operationId: 'deletePhotoAlbum',
  method: 'DELETE',
  path: '/api/v1/photo-albums/{photoAlbumId}',
  summary: 'Delete a photo album; its photos and videos stay',
  params,
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const listPhotoAlbumItems = defineEndpoint({
  ...own,
  operationId: 'listPhotoAlbumItems',
  method: 'GET',
  path: '/api/v1/photo-albums/{photoAlbumId}/items',
  summary: 'Photos and videos of an album in its order',
  description: 'Those in the trash are left out; they keep their place.',
  params,
  query: PageQuery,
  status: 200,
  response: pageOf(MediaItem).meta({ id: 'PhotoAlbumItemPage' }),
  errors: ['not_found', 'invalid_cursor'],
});

export const addPhotoAlbumItems = defineEndpoint({
  ...own,
  operationId: 'addPhotoAlbumItems',
  method: 'POST',
  path: '/api/v1/photo-albums/{photoAlbumId}/items',
  summary: 'Add photos and videos of the caller at the end',
  description: 'Those that are there already keep their place.',
  params,
  body: z.object({ mediaIds: mediaIds.min(1), version }),
  status: 200,
  response: PhotoAlbum,
  errors: ['not_found', 'conflict'],
});

export const removePhotoAlbumItems = defineEndpoint({
  ...own,
  operationId: 'removePhotoAlbumItems',
  method: 'POST',
  path: '/api/v1/photo-albums/{photoAlbumId}/items/remove',
  summary: 'Take photos and videos out of an album',
  description: 'Those that are not there are no error.',
  params,
  body: z.object({ mediaIds: mediaIds.min(1), version }),
  status: 200,
  response: PhotoAlbum,
  errors: ['not_found', 'conflict'],
});

export const movePhotoAlbumItems = defineEndpoint({
  ...own,
  operationId: 'movePhotoAlbumItems',
  method: 'POST',
  path: '/api/v1/photo-albums/{photoAlbumId}/items/move',
  summary: 'Put photos and videos, in the order given, behind another one',
  params,
  body: z.object({
    mediaIds: mediaIds.min(1),
    /** The item they follow, which is none of them; null puts them first. */
    after: Id.nullable(),
    version,
  }),
  status: 200,
  response: PhotoAlbum,
  errors: ['not_found', 'conflict'],
});

const bestQuery = z.object({
  count: z.coerce.number().int().min(1).max(MOST_PICKED).default(20),
});

export const pickBestOfAllPhotos = defineEndpoint({
  ...own,
  operationId: 'pickBestOfAllPhotos',
  method: 'GET',
  path: '/api/v1/media/best',
  summary: "The best of the caller's photos, in the order they were taken",
  description: 'As of an album, out of the 2,000 that were captured last.',
  query: bestQuery,
  status: 200,
  response: z.object({ items: z.array(MediaItem) }),
  errors: [],
});

export const pickBestPhotos = defineEndpoint({
  ...own,
  operationId: 'pickBestPhotos',
  method: 'GET',
  path: '/api/v1/photo-albums/{photoAlbumId}/best',
  summary: 'The best photos of an album, in the order they were taken',
  description: 'Of pictures that look alike only one, and some of every part of its time.',
  params,
  query: bestQuery,
  status: 200,
  response: z.object({ items: z.array(MediaItem) }),
  errors: ['not_found'],
});

export const getPublicPhotoAlbum = defineEndpoint({
  ...own,
  operationId: 'getPublicPhotoAlbum',
  method: 'GET',
  path: '/api/v1/public/photo-albums/{photoAlbumId}',
  summary: 'A public photo album, for anyone',
  access: 'anonymous',
  params,
  status: 200,
  response: ShownPhotoAlbum,
  errors: ['not_found'],
});

export const listPublicPhotoAlbumItems = defineEndpoint({
  ...own,
  operationId: 'listPublicPhotoAlbumItems',
  method: 'GET',
  path: '/api/v1/public/photo-albums/{photoAlbumId}/items',
  summary: 'Photos and videos of a public album, for anyone',
  access: 'anonymous',
  params,
  query: PageQuery,
  status: 200,
  response: pageOf(ShownMedia).meta({ id: 'ShownMediaPage' }),
  errors: ['not_found', 'invalid_cursor'],
});
