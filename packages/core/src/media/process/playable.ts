import type { AudioContainer } from '../dispatch/index.ts';

/**
 * Codecs that every current browser plays in that container (MDN, "Web audio codec guide");
 * everything else gets an AAC rendition. Matroska is left out because not every browser opens it as sound;
 * ALAC plays in Safari alone, AIFF and bare ADTS not everywhere.
 */
const playable: Readonly<Record<AudioContainer, readonly string[]>> = {
  mp3: ['mp3'],
  flac: ['flac'],
  mp4: ['aac', 'mp3', 'flac', 'opus'],
  ogg: ['vorbis', 'opus', 'flac'],
  wav: ['pcm'],
  aiff: [],
  aac: [],
  matroska: [],
};

export function isPlayableInBrowsers(container: AudioContainer, codec: string): boolean {
  return playable[container].includes(codec);
}
