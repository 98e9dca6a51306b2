import { describeError } from '../../api/problem.ts';
import { toast } from '../../ui/toast.tsx';
import { player } from '../player/player.ts';
import { songsOfAlbum } from './queries.ts';

/** Plays an album, from one of its songs if it is told which. */
export async function playAlbum(albumId: string, songId?: string): Promise<void> {
  try {
    const songs = await songsOfAlbum(albumId);
    const first = songs.findIndex(({ id }) => id === songId);
    player.playFrom(songs, Math.max(0, first));
  } catch (error) {
    toast.error(describeError(error));
  }
}
