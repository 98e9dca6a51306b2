import type { Context } from './method.ts';

/** As many songs as one change of a playlist takes. */
export const BATCH = 500;

/** Adds any number of songs to the end of a playlist. */
export async function addSongs(
  playlistId: string,
  songIds: readonly string[],
  { services, caller }: Context,
): Promise<void> {
  for (let start = 0; start < songIds.length; start += BATCH) {
    const batch = songIds.slice(start, start + BATCH);
    const input = { playlistId, songIds: batch, place: 'end' } as const;
    await services.library.playlists.addItems(caller, input);
  }
}
