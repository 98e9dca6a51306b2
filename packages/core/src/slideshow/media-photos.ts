import {
  folderOfRenditions,
  type MediaDeps,
  type MediaItem,
  type MediaStore,
  renditionKey,
} from '../media/items/index.ts';
import { type BlobKey, type BlobStore, hasCode } from '../shared/index.ts';
import { awaitRenditions } from './await-renditions.ts';
import type { PhotoFacts, SlideshowPhotos } from './stores.ts';

interface MediaPhotosDeps extends Pick<MediaDeps, 'jobs' | 'events' | 'clock'> {
  media: Pick<MediaStore, 'getMediaOf' | 'changeMedia'>;
  raw: Pick<BlobStore, 'withLocalFile'>;
  processed: Pick<BlobStore, 'withLocalFile'>;
}

/** Formats that renderers decode themselves; of others they get the largest picture made of them. */
const DECODED: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff']);

/**
 * What people uploaded, as slideshows take it: photos from the raw object where that works, videos
 * as the MP4 made of them.
 */
export function createMediaPhotos(deps: MediaPhotosDeps): SlideshowPhotos {
  return {
    findPhotos: async (ownerId, photoIds) =>
      (await deps.media.getMediaOf(ownerId, photoIds)).flatMap(toPhotoFacts),
    withFiles: async (ownerId, ids, signal, use) => {
      const isNeeded = ({ format }: MediaItem) => !DECODED.has(format);
      const items = await awaitRenditions(deps, ownerId, { ids, isNeeded }, signal);
      return withEach(deps, items.filter(isShowable), new Map(), use);
    },
  };
}

/** Ready, or ready once before and being made again. */
function isShowable({ progress: { state }, width, deletedAt }: MediaItem): boolean {
  const again = width !== null && (state === 'received' || state === 'processing');
  return deletedAt === null && (state === 'ready' || again);
}

function toPhotoFacts(item: MediaItem): PhotoFacts[] {
  const { id, width, height, focus, durationMs } = item;
  if (!isShowable(item) || width === null || height === null) return [];
  return [{ id, width, height, focus, durationMs }];
}

/** Opens one file after the other; all are open when `use` runs. */
async function withEach<T>(
  deps: MediaPhotosDeps,
  [item, ...rest]: readonly MediaItem[],
  opened: ReadonlyMap<string, string>,
  use: (paths: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  if (!item) return use(opened);
  const source = sourceOf(deps, item);
  if (!source) return withEach(deps, rest, opened, use);
  let isOpen = false;
  try {
    return await source.store.withLocalFile(source.key, (path) => {
      isOpen = true;
      return withEach(deps, rest, new Map([...opened, [item.id, path]]), use);
    });
  } catch (error) {
    if (isOpen || !hasCode(error, 'not_found')) throw error;
    return withEach(deps, rest, opened, use);
  }
}

function sourceOf(
  { raw, processed }: MediaPhotosDeps,
  item: MediaItem,
): { store: Pick<BlobStore, 'withLocalFile'>; key: BlobKey } | null {
  if (DECODED.has(item.format)) return { store: raw, key: item.rawKey };
  const key = item.kind === 'video' ? keyOfFilm(item) : keyOfPicture(item);
  return key && { store: processed, key };
}

/** The MP4 made of a video. */
function keyOfFilm(item: MediaItem): BlobKey | null {
  const folder = folderOfRenditions(item);
  const film = item.renditions.find(({ role }) => role === 'video');
  return folder && film ? renditionKey(folder, film.name) : null;
}

/** The largest picture made of a photo. */
function keyOfPicture(item: MediaItem): BlobKey | null {
  const folder = folderOfRenditions(item);
  const [largest] = item.renditions
    .filter(({ role, mimeType }) => role === 'image' && /^image\/(jpeg|webp)$/.test(mimeType))
    .toSorted((one, other) => other.width - one.width);
  return folder && largest ? renditionKey(folder, largest.name) : null;
}
