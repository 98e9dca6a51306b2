import type { AudioFile, Song } from '../catalog/index.ts';
import type { LiveCodec } from '../media/process/index.ts';

/** What a player asks for. */
export interface StreamWish {
  /** `raw` for the file as it is; null leaves it to us. */
  format: LiveCodec | 'raw' | null;
  /** Most kilobits per second; null for any. */
  maxKbps: number | null;
  /** Where to begin. */
  startMs: number;
}

/** How a wish is granted: by a file that is there, with ranges, or by encoding on the way. */
export type StreamPlan =
  | { kind: 'file'; file: AudioFile }
  | { kind: 'encode'; codec: LiveCodec; bitrateKbps: number; startMs: number };

/** Bit rates that ears rarely tell from the source (Hydrogenaudio's listening tests). */
const goodKbps: Readonly<Record<LiveCodec, number>> = { mp3: 256, opus: 128, aac: 192 };
const LEAST_KBPS = 32;
const MOST_KBPS = 320;
/** Bit rates of renditions; see the encoder's plan. */
const renditionKbps = { aac: 256, opus: 160 } as const;
/** What every player knows. */
const COMMON: LiveCodec = 'mp3';

/** The least work that gives a player what it asks for. */
export function planStream(song: Song, wish: StreamWish): StreamPlan {
  const original = { kind: 'file', file: song.original } as const;
  if (wish.format === 'raw') return original;
  if (wish.startMs > 0) return encode(song, wish);
  const fits = (kbps: number) => wish.maxKbps === null || kbps <= wish.maxKbps;
  const isAsked = wish.format === null || wish.format === song.codec;
  if (isAsked && fits(song.bitrateKbps)) return original;
  const rendition = wish.format === 'opus' ? 'opus' : wish.format === 'mp3' ? null : 'aac';
  const made = rendition && song.renditions[rendition];
  if (made && fits(renditionKbps[rendition])) return { kind: 'file', file: made };
  return encode(song, wish);
}

function encode(song: Song, { format, maxKbps, startMs }: StreamWish): StreamPlan {
  const codec = format === null || format === 'raw' ? COMMON : format;
  // More than a lossy source has makes it larger, not better.
  const source = song.lossless ? MOST_KBPS : song.bitrateKbps;
  const wanted = Math.min(maxKbps ?? goodKbps[codec], source, MOST_KBPS);
  return { kind: 'encode', codec, bitrateKbps: Math.max(LEAST_KBPS, Math.round(wanted)), startMs };
}
