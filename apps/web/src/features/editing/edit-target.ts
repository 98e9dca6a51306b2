import type { Album, Artist, Song } from '@madrigal/contract';
import { create } from 'zustand';

/** What an admin is about to change. */
export type EditTarget =
  | { kind: 'songs'; songs: readonly Song[] }
  | { kind: 'newAlbum'; songs: readonly Song[] }
  | { kind: 'album'; album: Album }
  | { kind: 'cover'; album: Album }
  | { kind: 'artist'; artist: Artist }
  | { kind: 'picture'; artist: Artist }
  | { kind: 'merge'; artist: Artist };

export const useEditTarget = create<{ target: EditTarget | null }>(() => ({ target: null }));

/** Opens the sheet in which something is changed. */
export function edit(target: EditTarget): void {
  useEditTarget.setState({ target });
}

export function closeEditor(): void {
  useEditTarget.setState({ target: null });
}
