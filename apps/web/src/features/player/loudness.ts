import type { Song } from '@madrigal/contract';

/** Whether songs are brought to one loudness: each by itself, or the songs of an album together. */
export type Normalisation = 'off' | 'song' | 'album';

type Measured = Pick<Song, 'loudness' | 'durationMs'>;

/** What streaming services agree on, in LUFS. */
const targetLufs = -14;

/**
 * How much louder a song is to be played, as a factor of its amplitude; 1 where nothing was
 * measured. The highest peak stays below full scale.
 * @param ofAlbum the songs of its album that are known, itself among them
 */
export function gainOf(song: Measured, mode: Normalisation, ofAlbum: readonly Measured[]): number {
  if (mode === 'off') return 1;
  const { lufs, peakDbtp } = together(mode === 'album' ? ofAlbum : [song]);
  if (lufs === null) return 1;
  const decibels = Math.min(targetLufs - lufs, Math.max(0, -(peakDbtp ?? 0)));
  return 10 ** (decibels / 20);
}

/** Songs as one: their mean power by length, and their highest peak. */
function together(songs: readonly Measured[]): { lufs: number | null; peakDbtp: number | null } {
  let power = 0;
  let lengthMs = 0;
  let peakDbtp: number | null = null;
  for (const { loudness, durationMs } of songs) {
    if (loudness.integratedLufs === null) continue;
    power += durationMs * 10 ** (loudness.integratedLufs / 10);
    lengthMs += durationMs;
    peakDbtp = Math.max(peakDbtp ?? Number.NEGATIVE_INFINITY, loudness.truePeakDbtp ?? 0);
  }
  return { lufs: lengthMs > 0 ? 10 * Math.log10(power / lengthMs) : null, peakDbtp };
}
