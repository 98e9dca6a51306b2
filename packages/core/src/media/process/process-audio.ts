import { createHash } from 'node:crypto';
import { type AudioFile, addSong, type NewSong } from '../../catalog/index.ts';
import { type BlobKey, type BlobStore, mediaTypeOfKey } from '../../shared/index.ts';
import { type AudioContainer, MediaRejectedError, notAudio } from '../dispatch/index.ts';
import {
  findUnprocessed,
  markReady,
  markRejected,
  markRunning,
  type ProcessingStep,
  type Upload,
} from '../upload/index.ts';
import type { AudioProcessingDeps } from './deps.ts';
import { describeSong } from './describe-song.ts';
import { encodeRendition } from './encode-rendition.ts';
import { isPlayableInBrowsers } from './playable.ts';
import { createProgress } from './progress.ts';
import { songKeys } from './song-keys.ts';

/**
 * Makes a song of an uploaded audio file, or finds the song it already is. Idempotent: a repeated
 * run writes the same objects under the same id, and a finished upload is left alone.
 */
export async function processAudio(
  deps: AudioProcessingDeps,
  uploadId: string,
  signal: AbortSignal,
): Promise<void> {
  const upload = await findUnprocessed(deps, uploadId);
  if (!upload) return;
  try {
    await markRunning(deps, upload, 'reading', 0);
    const contentHash = await hashOf(deps.raw, upload.rawKey);
    const known = await deps.catalogue.findSongByContentHash(contentHash);
    const song = known ?? (await makeSong(deps, upload, contentHash, signal));
    await markReady(deps, upload, { songId: song.id, duplicate: song.id !== upload.songId });
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw error;
    await markRejected(deps, upload, error);
  }
}

/** Hex SHA-256 of an object's bytes. */
async function hashOf(store: BlobStore, key: BlobKey): Promise<string> {
  const hash = createHash('sha256');
  const { chunks } = await store.read(key);
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

async function makeSong(
  deps: AudioProcessingDeps,
  upload: Upload,
  contentHash: string,
  signal: AbortSignal,
): Promise<{ id: string }> {
  const { input, keys } = await deps.raw.withLocalFile(upload.rawKey, (path) =>
    storeSongFiles(deps, upload, { path, contentHash, signal }),
  );
  const { song } = await addSong(deps, input);
  // The same file raced through another upload: that song stays, these objects go.
  if (song.id !== input.id) await deps.processed.delete(keys);
  return song;
}

interface Source {
  path: string;
  contentHash: string;
  signal: AbortSignal;
}

async function storeSongFiles(
  deps: AudioProcessingDeps,
  upload: Upload,
  source: Source,
): Promise<{ input: NewSong; keys: BlobKey[] }> {
  const { path, signal } = source;
  const { songId } = upload;
  const report = createProgress((step: ProcessingStep, percent) =>
    markRunning(deps, upload, step, percent),
  );
  const container = await containerOf(deps, path);
  const { tags, properties } = await deps.audio.readFile(path, container, signal);
  const { durationMs, loudness, peaks } = await deps.audio.measure(path, container, {
    onProgress: (percent) => report('measuring', percent),
    signal,
  });
  const encode = () =>
    encodeRendition(deps, songId, 'aac', {
      path,
      container,
      durationMs,
      onProgress: (percent) => report('encoding', percent),
      signal,
    });
  const aac = isPlayableInBrowsers(container, properties.codec) ? null : await encode();
  await report('storing', 0);
  const original = await storeOriginal(deps, songKeys.original(songId, container), path);
  const cover = await storeCover(deps, songId, tags.cover);
  const waveform = await storeWaveform(deps, songId, peaks);
  const input: NewSong = {
    id: songId,
    ...describeSong(tags, upload.fileName),
    ...properties,
    durationMs,
    loudness,
    contentHash: source.contentHash,
    original,
    renditions: aac ? { aac } : {},
    defaultFormat: aac ? 'aac' : 'original',
    cover,
    waveform,
    addedBy: upload.ownerId,
    addedAt: deps.clock.now(),
    published: true,
  };
  return { input, keys: [original.key, waveform, cover, aac?.key].filter((key) => key != null) };
}

async function containerOf(deps: AudioProcessingDeps, path: string): Promise<AudioContainer> {
  const sniffed = await deps.sniffer.sniff(path);
  if (sniffed.kind === 'other') throw notAudio(sniffed.description);
  return sniffed.container;
}

async function storeOriginal(
  deps: AudioProcessingDeps,
  key: BlobKey,
  path: string,
): Promise<AudioFile> {
  const { sizeBytes } = await deps.processed.writeFile(key, path);
  return { key, sizeBytes, mimeType: mediaTypeOfKey(key) };
}

async function storeCover(
  deps: AudioProcessingDeps,
  songId: string,
  picture: Uint8Array | null,
): Promise<BlobKey | null> {
  const cover = picture && (await deps.audio.prepareCover(picture));
  if (!cover) return null;
  return (await deps.processed.write(songKeys.cover(songId), cover)).key;
}

async function storeWaveform(
  deps: AudioProcessingDeps,
  songId: string,
  peaks: Uint8Array,
): Promise<BlobKey> {
  const json = Buffer.from(JSON.stringify({ peaks: Array.from(peaks) }));
  return (await deps.processed.write(songKeys.waveform(songId), json)).key;
}
