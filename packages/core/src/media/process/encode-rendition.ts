import { join } from 'node:path';
import type { RenditionFormat } from '@madrigal/contract';
import type { AudioFile } from '../../catalog/index.ts';
import { hasCode, mediaTypeOfKey } from '../../shared/index.ts';
import { type AudioContainer, notAudio } from '../dispatch/index.ts';
import type { AudioProcessingDeps, SongMakingDeps } from './deps.ts';
import type { OnProgress } from './ports.ts';
import { folderOfKey, songKeys } from './song-keys.ts';

interface EncodeSource {
  path: string;
  container: AudioContainer;
  durationMs: number;
  onProgress: OnProgress;
  signal: AbortSignal;
}

/** Encodes a local file and puts the result into a song's folder. */
export async function encodeRendition(
  deps: Pick<SongMakingDeps, 'audio' | 'processed' | 'withTempDir'>,
  folder: string,
  format: RenditionFormat,
  source: EncodeSource,
): Promise<AudioFile> {
  const { path, container, ...options } = source;
  const key = songKeys.rendition(folder, format);
  return deps.withTempDir(async (dir) => {
    const target = { format, path: join(dir, format) };
    await deps.audio.encode(path, container, target, options);
    const { sizeBytes } = await deps.processed.writeFile(key, target.path);
    return { key, sizeBytes, mimeType: mediaTypeOfKey(key) };
  });
}

type EncodeSongDeps = Pick<
  AudioProcessingDeps,
  'audio' | 'processed' | 'withTempDir' | 'catalogue' | 'sniffer'
>;

/** Gives a song one more rendition, from its original. Idempotent; a song that is gone is skipped. */
export async function encodeSong(
  deps: EncodeSongDeps,
  job: { songId: string; format: RenditionFormat },
  signal: AbortSignal,
): Promise<void> {
  const song = await findSong(deps, job.songId);
  if (!song || song.renditions[job.format]) return;
  const file = await deps.processed.withLocalFile(song.original.key, async (path) => {
    const sniffed = await deps.sniffer.sniff(path);
    if (sniffed.kind !== 'audio') throw notAudio(sniffed.description);
    return encodeRendition(deps, folderOfKey(song.original.key), job.format, {
      path,
      container: sniffed.container,
      durationMs: song.durationMs,
      onProgress: () => {},
      signal,
    });
  });
  await deps.catalogue.putRendition(song.id, job.format, file);
}

async function findSong(deps: Pick<EncodeSongDeps, 'catalogue'>, songId: string) {
  try {
    return await deps.catalogue.getSong(songId);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
