import { endpoints, type MediaItem, type Rendition } from '@madrigal/contract';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import { fileOf, placeholderOf, shapeOf, urlOf } from '../photos/media.ts';

const pageSize = 100;
/** As many as a slideshow may be copied of, or begun with. */
const mostLookedAt = 5000;

/** A photo, or a video, that can be put into a slideshow. */
export interface Photo {
  id: string;
  /** A small picture of it. */
  thumbUrl: string;
  /** A picture that fills the stage. */
  viewUrl: string;
  /** Where a video plays from; null of a photo, and until it is there. */
  videoUrl: string | null;
  /** Width by height. */
  shape: number;
  capturedAt: string;
  /** Length of a video; null of a photo. */
  durationMs: number | null;
}

const thumbWidth = 320;
const viewWidth = 1280;

/** Null for what cannot be shown yet, or never. */
export function toPhoto(item: MediaItem): Photo | null {
  if (item.state !== 'ready') return null;
  const blur = placeholderOf(item);
  const thumbUrl = pictureNear(item, thumbWidth) ?? blur;
  if (!thumbUrl) return null;
  return {
    id: item.id,
    thumbUrl,
    viewUrl: pictureNear(item, viewWidth) ?? thumbUrl,
    videoUrl: item.kind === 'video' ? fileOf(item, 'video') : null,
    shape: shapeOf(item),
    ...{ capturedAt: item.capturedAt, durationMs: item.durationMs },
  };
}

/** The smallest picture at least this wide, else the largest. */
function pictureNear(item: MediaItem, width: number): string | null {
  const pictures = item.renditions
    .filter(({ role, mimeType }) => pictureRoles.has(role) && mimeType === 'image/webp')
    .toSorted((one, other) => one.width - other.width);
  const near = pictures.find((picture) => picture.width >= width) ?? pictures.at(-1);
  return near ? urlOf(item, near) : null;
}

const pictureRoles: ReadonlySet<Rendition['role']> = new Set(['image', 'poster']);

function readMedia(cursor: string | undefined, photoAlbumId?: string, signal?: AbortSignal) {
  const query = { limit: pageSize, cursor, photoAlbumId };
  return request(endpoints.listMedia, { query }, signal);
}

/** The caller's photos and videos, or those of an album, captured last first. */
export function photosQuery(photoAlbumId?: string) {
  return pagedQuery(['media', 'to-choose', photoAlbumId], async (cursor, signal) => {
    const { items, nextCursor } = await readMedia(cursor, photoAlbumId, signal);
    return { items: photosIn(items), nextCursor };
  });
}

function photosIn(items: readonly MediaItem[]): Photo[] {
  return items.flatMap((item) => toPhoto(item) ?? []);
}

/** Some of the caller's photos, in the order of their ids; without those that are gone. */
export async function photosOf(ids: readonly string[]): Promise<Photo[]> {
  const wanted = new Set(ids);
  const found = new Map<string, Photo>();
  let looked = 0;
  let cursor: string | undefined;
  do {
    const page = await readMedia(cursor);
    for (const photo of photosIn(page.items)) if (wanted.has(photo.id)) found.set(photo.id, photo);
    looked += page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.size < wanted.size && looked < mostLookedAt);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The photos most worth showing, of an album or of all, in the order they were taken. */
export async function bestPhotos(count: number, photoAlbumId?: string): Promise<Photo[]> {
  const query = { count };
  const { items } = photoAlbumId
    ? await request(endpoints.pickBestPhotos, { params: { photoAlbumId }, query })
    : await request(endpoints.pickBestOfAllPhotos, { query });
  return photosIn(items);
}
