import { type BlobKey, toBlobKey } from '../../shared/index.ts';
import type { MediaItem } from './model.ts';

/** Raw object of a media item, in the raw store; it lives as long as the item. */
export function originalKey(ownerId: string, mediaId: string): BlobKey {
  return toBlobKey(`originals/${ownerId}/${mediaId}`);
}

/** Prefix of everything that was ever made of a media item, in the processed store. */
export function mediaPrefix(mediaId: string): string {
  return `transient/media/${mediaId}/`;
}

/** Folder of the renditions of one generation. */
export function renditionFolder(mediaId: string, generation: number): BlobKey {
  return toBlobKey(`${mediaPrefix(mediaId)}${generation}`);
}

/** Folder that the renditions of an item lie in; null while there are none. */
export function folderOfRenditions(item: Pick<MediaItem, 'id' | 'renditionsOf'>): BlobKey | null {
  return item.renditionsOf === null ? null : renditionFolder(item.id, item.renditionsOf);
}

/** Key of one rendition of a folder. */
export function renditionKey(folder: BlobKey, name: string): BlobKey {
  return toBlobKey(`${folder}/${name}`);
}
