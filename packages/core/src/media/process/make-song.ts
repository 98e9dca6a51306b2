import { type AudioFile, addSong, type NewSong, type Song } from '../../catalog/index.ts';
import { type BlobKey, mediaTypeOfKey } from '../../shared/index.ts';
import { type AudioContainer, notAudio } from '../dispatch/index.ts';
import type { ProcessingStep } from '../upload/index.ts';
import type { SongMakingDeps } from './deps.ts';
import { describeSong } from './describe-song.ts';
import { encodeRendition } from './encode-rendition.ts';
import { isPlayableInBrowsers } from './playable.ts';
import type { AudioTags } from './ports.ts';
import { createProgress } from './progress.ts';
import { songFolder, songKeys } from './song-keys.ts';

/** What lies beside an audio file and completes it. */
export interface Beside {
  /** Text that takes the place of the lyrics in the tags; null where there is none. */
  lyrics: string | null;
  /** Number of the disc where the tags do not say it. */
  discNumber: number | null;
  /** A picture for files that bring no sound cover themselves; asked for only then. */
  cover: () => Promise<Uint8Array | null>;
}

export const nothingBeside: Beside = { lyrics: null, discNumber: null, cover: async () => null };

/** A local audio file on its way to become a song. */
export interface SongSource {
  /** Local and read-only. */
  path: string;
  /** Names the song where its tags do not. */
  fileName: string;
  /** Hex SHA-256 of the file. */
  contentHash: string;
  /** Fixed beforehand, so that a repeated run writes the same objects under the same id. */
  songId: string;
  /** Null for the first file of a song, else what tells this one from earlier ones. */
  version: string | null;
  addedBy: string;
  beside: Beside;
  onProgress: (step: ProcessingStep, percent: number) => Promise<void>;
  /** Called once everything was read; throws when the file is not what it was. */
  confirm: () => Promise<void>;
  signal: AbortSignal;
}

/** A song whose objects are stored, and those objects. */
export interface StoredSong {
  input: NewSong;
  tags: AudioTags;
  keys: BlobKey[];
}

/**
 * The one way from an audio file to a song: tags, measurements, rendition where browsers need one,
 * cover, waveform. Answers the song, and whether it is new: one with the same content wins.
 * @throws MediaRejectedError for a file that can never become one
 */
export async function makeSong(
  deps: SongMakingDeps,
  source: SongSource,
): Promise<StoredSong & { song: Song; created: boolean }> {
  const stored = await storeSong(deps, source);
  const { song, created } = await addSong(deps, stored.input);
  // The same file raced through another way: that song stays, these objects go.
  if (song.id !== stored.input.id) await deps.processed.delete(stored.keys);
  return { ...stored, song, created };
}

/** Does all of {@link makeSong} but adding it to the catalogue. */
export async function storeSong(deps: SongMakingDeps, source: SongSource): Promise<StoredSong> {
  const { path, songId, signal, beside } = source;
  const folder = songFolder(songId, source.version);
  const report = createProgress(source.onProgress);
  const { container, tags, properties } = await readAudio(deps, path, signal);
  const { durationMs, loudness, peaks } = await deps.audio.measure(path, container, {
    onProgress: (percent) => report('measuring', percent),
    signal,
  });
  const encode = () =>
    encodeRendition(deps, folder, 'aac', {
      path,
      container,
      durationMs,
      onProgress: (percent) => report('encoding', percent),
      signal,
    });
  const aac = isPlayableInBrowsers(container, properties.codec) ? null : await encode();
  await report('storing', 0);
  const original = await storeOriginal(deps, songKeys.original(folder, container), path);
  const picture = await coverOf(deps, tags, beside);
  const cover = picture && (await deps.processed.write(songKeys.cover(folder), picture)).key;
  const waveform = await storeWaveform(deps, folder, peaks);
  await source.confirm();
  const input: NewSong = {
    id: songId,
    ...describeSong(tags, source.fileName, beside),
    ...properties,
    durationMs,
    loudness,
    contentHash: source.contentHash,
    original,
    renditions: aac ? { aac } : {},
    defaultFormat: aac ? 'aac' : 'original',
    cover,
    waveform,
    addedBy: source.addedBy,
    addedAt: deps.clock.now(),
    published: true,
  };
  const keys = [original.key, waveform, cover, aac?.key].filter((key) => key != null);
  return { input, tags, keys };
}

/** What a file is and what its tags say. @throws MediaRejectedError */
export async function readAudio(
  deps: Pick<SongMakingDeps, 'sniffer' | 'audio'>,
  path: string,
  signal: AbortSignal,
) {
  const container = await containerOf(deps, path);
  return { container, ...(await deps.audio.readFile(path, container, signal)) };
}

async function containerOf(
  deps: Pick<SongMakingDeps, 'sniffer'>,
  path: string,
): Promise<AudioContainer> {
  const sniffed = await deps.sniffer.sniff(path);
  if (sniffed.kind !== 'audio') throw notAudio(sniffed.description);
  return sniffed.container;
}

async function storeOriginal(
  deps: Pick<SongMakingDeps, 'processed'>,
  key: BlobKey,
  path: string,
): Promise<AudioFile> {
  const { sizeBytes } = await deps.processed.writeFile(key, path);
  return { key, sizeBytes, mimeType: mediaTypeOfKey(key) };
}

/**
 * The cover as it is stored: the one in the file, since it was chosen for this very song, else the
 * one beside it; null where neither is a sound picture.
 */
export async function coverOf(
  deps: Pick<SongMakingDeps, 'audio'>,
  tags: Pick<AudioTags, 'cover'>,
  beside: Pick<Beside, 'cover'>,
): Promise<Uint8Array | null> {
  const prepare = async (picture: Uint8Array | null) =>
    picture && (await deps.audio.prepareCover(picture));
  return (await prepare(tags.cover)) ?? (await prepare(await beside.cover()));
}

async function storeWaveform(
  deps: Pick<SongMakingDeps, 'processed'>,
  folder: string,
  peaks: Uint8Array,
): Promise<BlobKey> {
  const json = Buffer.from(JSON.stringify({ peaks: Array.from(peaks) }));
  return (await deps.processed.write(songKeys.waveform(folder), json)).key;
}
