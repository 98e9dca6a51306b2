import type { RenditionFormat } from '@madrigal/contract';
import { type BlobKey, toBlobKey } from '../../shared/index.ts';
import type { AudioContainer } from '../dispatch/index.ts';

const originalExtensions: Readonly<Record<AudioContainer, string>> = {
  mp3: 'mp3',
  flac: 'flac',
  mp4: 'm4a',
  ogg: 'ogg',
  wav: 'wav',
  aiff: 'aiff',
  aac: 'aac',
};

const renditionExtensions: Readonly<Record<RenditionFormat, string>> = { aac: 'm4a', opus: 'opus' };

/** Where the objects of a song lie in the processed store. */
export const songKeys = {
  original: (songId: string, container: AudioContainer) =>
    songKey(songId, `original.${originalExtensions[container]}`),
  rendition: (songId: string, format: RenditionFormat) =>
    songKey(songId, `${format}.${renditionExtensions[format]}`),
  cover: (songId: string) => songKey(songId, 'cover.webp'),
  waveform: (songId: string) => songKey(songId, 'waveform.json'),
};

function songKey(songId: string, name: string): BlobKey {
  return toBlobKey(`library/songs/${songId}/${name}`);
}
