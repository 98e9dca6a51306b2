import type { Song } from '@madrigal/contract';
import { create } from 'zustand';

/** Songs that are about to be put into a playlist; null while none are. */
export const useAddToPlaylist = create<{ songs: readonly Song[] | null }>(() => ({ songs: null }));

/** Asks which playlist to put songs into. */
export function addToPlaylist(songs: readonly Song[]): void {
  useAddToPlaylist.setState({ songs });
}
