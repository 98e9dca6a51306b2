import type { MediaItem } from '@madrigal/contract';
import { create } from 'zustand';

type Items = readonly Pick<MediaItem, 'id'>[];

/** Photos and videos that are about to be put into an album; null while none are. */
export const useAddingToAlbum = create<{ items: Items | null; onDone: (() => void) | undefined }>(
  () => ({ items: null, onDone: undefined }),
);

/** Asks which album to put photos and videos into. */
export function addToAlbum(items: Items, onDone?: () => void): void {
  useAddingToAlbum.setState({ items, onDone });
}
