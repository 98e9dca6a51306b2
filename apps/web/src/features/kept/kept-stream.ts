import type { Song, Stream } from '@madrigal/contract';
import { keptUrl } from '../../sw/paths.ts';
import { useKept } from './kept-store.ts';

const unmeasured = { integratedLufs: null, truePeakDbtp: null };

/** The stream of a song that is kept here; null where it is not, or nothing could answer for it. */
export function keptStream(songId: string): Stream | null {
  const { userId, songs } = useKept.getState();
  const kept = songs[songId];
  if (!kept || userId === null || !navigator.serviceWorker?.controller) return null;
  const { song, sizeBytes, albumLoudness = unmeasured } = kept;
  return {
    url: keptUrl(userId, songId, 'audio'),
    expiresAt: '9999-12-31T23:59:59.000Z',
    mimeType: '',
    sizeBytes,
    durationMs: song.durationMs,
    loudness: song.loudness,
    albumLoudness,
  };
}

/** The song with its cover from here. */
export function asKept(userId: string, song: Song): Song {
  return song.coverUrl === null ? song : { ...song, coverUrl: keptUrl(userId, song.id, 'cover') };
}
