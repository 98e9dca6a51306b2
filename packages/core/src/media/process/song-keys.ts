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
  matroska: 'mka',
};

const renditionExtensions: Readonly<Record<RenditionFormat, string>> = { aac: 'm4a', opus: 'opus' };

/** Prefix of everything that belongs to a song in the processed store. */
function songPrefix(songId: string): string {
  return `library/songs/${songId}`;
}

/**
 * Folder of a song's objects. Players and caches rely on bytes that never change under one key, so
 * a file that takes the place of a song's first one lies in a folder of its own, named by `version`.
 */
export function songFolder(songId: string, version: string | null): string {
  return version === null ? songPrefix(songId) : `${songPrefix(songId)}/${version}`;
}

/** Folder that a song's object lies in. */
export function folderOfKey(key: BlobKey): string {
  return key.slice(0, key.lastIndexOf('/'));
}

/** Where the objects of a song lie in its folder. */
export const songKeys = {
  original: (folder: string, container: AudioContainer) =>
    toBlobKey(`${folder}/original.${originalExtensions[container]}`),
  rendition: (folder: string, format: RenditionFormat) =>
    toBlobKey(`${folder}/${format}.${renditionExtensions[format]}`),
  cover: (folder: string) => toBlobKey(`${folder}/cover.webp`),
  waveform: (folder: string) => toBlobKey(`${folder}/waveform.json`),
};
