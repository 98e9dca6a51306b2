import type { Loudness, Song } from './model.ts';

/**
 * Loudness of songs as if they were one, such as an album: the mean of their power weighted by their
 * length, in LUFS, and the highest of their true peaks, in dBTP. Songs that were not measured are left
 * out, nulls where that is all; the peak of a measured song without one is taken for full scale.
 *
 * Integrated loudness is the mean power of the blocks above a gate (ITU-R BS.1770-5, annex 1, used by
 * EBU R 128), and ReplayGain 2.0 has the gain of an album from the album as one recording. Blocks are
 * not kept: each song stands here with its own mean, as if all of its length were above the gate.
 */
export function loudnessTogether(
  songs: readonly Pick<Song, 'loudness' | 'durationMs'>[],
): Loudness {
  let power = 0;
  let lengthMs = 0;
  let peakDbtp = Number.NEGATIVE_INFINITY;
  for (const { loudness, durationMs } of songs) {
    if (loudness.integratedLufs === null) continue;
    power += durationMs * 10 ** (loudness.integratedLufs / 10);
    lengthMs += durationMs;
    peakDbtp = Math.max(peakDbtp, loudness.truePeakDbtp ?? 0);
  }
  if (lengthMs === 0) return { integratedLufs: null, truePeakDbtp: null };
  return { integratedLufs: 10 * Math.log10(power / lengthMs), truePeakDbtp: peakDbtp };
}
