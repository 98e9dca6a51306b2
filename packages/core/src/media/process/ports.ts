import type { RenditionFormat } from '@madrigal/contract';
import type { Loudness } from '../../catalog/index.ts';
import type { AudioContainer } from '../dispatch/index.ts';

/** What the tags of a file say; nothing is made up for missing ones. */
export interface AudioTags {
  title: string | null;
  artists: string[];
  albumTitle: string | null;
  albumArtist: string | null;
  compilation: boolean;
  trackNumber: number | null;
  discNumber: number | null;
  year: number | null;
  genres: string[];
  lyrics: string | null;
  musicBrainz: { recordingId: string | null; releaseId: string | null; artistIds: string[] };
  /** The embedded front cover as it is in the file, not yet checked. */
  cover: Uint8Array | null;
}

/** What can be encoded while it is heard. */
export type LiveCodec = 'mp3' | 'opus' | 'aac';

/** What the audio stream is. */
export interface AudioProperties {
  /** Lower-case codec name: `mp3`, `flac`, `aac`, `alac`, `vorbis`, `opus`, `pcm`. */
  codec: string;
  lossless: boolean;
  bitrateKbps: number;
  sampleRateHz: number;
  channels: number;
}

export interface AudioMeasurements {
  /** Length of what really decodes, in ms. */
  durationMs: number;
  loudness: Loudness;
  /** 800 peaks of equal length, 0 to 255. */
  peaks: Uint8Array;
}

export type OnProgress = (percent: number) => void;

/**
 * Tools for audio files. Input is hostile: everything decodes outside the main thread under
 * limits of time and memory, without network and without following references to other files.
 * Rejections throw {@link MediaRejectedError}; anything else is a failure worth a retry.
 */
export interface AudioTools {
  /** @throws MediaRejectedError `unsupported_audio`, `no_audio_stream`, `corrupt_audio` */
  readFile(
    path: string,
    container: AudioContainer,
    signal: AbortSignal,
  ): Promise<{ tags: AudioTags; properties: AudioProperties }>;
  /** Decodes once, whole. @throws MediaRejectedError `corrupt_audio`, `no_audio_stream`, `too_long` */
  measure(
    path: string,
    container: AudioContainer,
    options: { onProgress: OnProgress; signal: AbortSignal },
  ): Promise<AudioMeasurements>;
  /** Encodes to `targetPath`: AAC in a fast-start M4A, or Opus in Ogg. */
  encode(
    path: string,
    container: AudioContainer,
    target: { format: RenditionFormat; path: string },
    options: { durationMs: number; onProgress: OnProgress; signal: AbortSignal },
  ): Promise<void>;
  /**
   * Encodes from `startMs` on while it is sent: MP3, Opus in Ogg, or AAC in ADTS, each without tags.
   * Waits for `send` before it reads on. Its time is bounded by that of listening, twice over.
   */
  encodeLive(
    path: string,
    container: AudioContainer,
    target: { codec: LiveCodec; bitrateKbps: number; startMs: number },
    options: {
      durationMs: number;
      signal: AbortSignal;
      send: (chunk: Uint8Array) => Promise<void>;
    },
  ): Promise<void>;
  /** The cover as a square-bounded WebP of at most 1000 px; null when it is not a sound picture. */
  prepareCover(picture: Uint8Array): Promise<Uint8Array | null>;
}
