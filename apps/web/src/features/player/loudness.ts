import type { Loudness, Song } from '@madrigal/contract';

/** Whether songs are brought to one loudness: each by itself, or the songs of an album together. */
export type Normalisation = 'off' | 'song' | 'album';

/** What streaming services agree on, in LUFS. */
const targetLufs = -14;

/**
 * How much louder a song is to be played, as a factor of its amplitude; 1 where nothing was
 * measured. The highest peak, of all the album where its loudness counts, stays below full scale.
 * @param album loudness of all of the song's album, so that a song sounds alike in whatever queue;
 *   while that is not known, or nothing of it was measured, the song counts by itself
 */
export function gainOf(
  { loudness }: Pick<Song, 'loudness'>,
  mode: Normalisation,
  album: Loudness | null,
): number {
  if (mode === 'off') return 1;
  const byAlbum = mode === 'album' && album !== null && album.integratedLufs !== null;
  const { integratedLufs, truePeakDbtp } = byAlbum ? album : loudness;
  if (integratedLufs === null) return 1;
  const decibels = Math.min(targetLufs - integratedLufs, Math.max(0, -(truePeakDbtp ?? 0)));
  return 10 ** (decibels / 20);
}
