import { endpoints } from '@madrigal/contract';
import { pagedQuery, readAll } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

const pageSize = 100;
/** As many photos as the best are chosen from. */
const mostLookedAt = 2000;

/** A photo that can be put into a slideshow. */
export interface Photo {
  id: string;
  /** A small picture of it. */
  thumbUrl: string;
  /** Width by height. */
  shape: number;
  capturedAt: string;
  /** Length of a video; null of a photo. */
  durationMs: number | null;
  /** How worth showing it is, 0 to 1. */
  score: number;
}

async function readPhotos(
  photoAlbumId: string | undefined,
  cursor: string | undefined,
  signal?: AbortSignal,
) {
  const query = { limit: pageSize, cursor, photoAlbumId };
  return request(endpoints.listSlideshowPhotos, { query }, signal);
}

/** The caller's photos, captured last first. */
export const photosQuery = pagedQuery(['slideshow-photos'], (cursor, signal) =>
  readPhotos(undefined, cursor, signal),
);

/** Some of the caller's photos, in the order of their ids; without those that are gone. */
export async function photosOf(ids: readonly string[]): Promise<Photo[]> {
  const wanted = new Set(ids);
  const found = new Map<string, Photo>();
  let cursor: string | undefined;
  do {
    const page = await readPhotos(undefined, cursor);
    for (const photo of page.items) if (wanted.has(photo.id)) found.set(photo.id, photo);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.size < wanted.size);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Many of the caller's photos, or of one photo album. */
export function allPhotos(photoAlbumId?: string): Promise<Photo[]> {
  return readAll((cursor) => readPhotos(photoAlbumId, cursor), mostLookedAt);
}
