/** Raw frames that must follow each other before bytes count as a stream: one may be chance. */
const FRAMES_NEEDED = 3;

// Bitrates in kb/s by index; layers I, II, III of MPEG-1, then I and II/III of MPEG-2 and 2.5.
// Source: ISO/IEC 11172-3, section 2.4.2.3, and ISO/IEC 13818-3, section 2.4.2.3.
const bitrates = {
  v1: {
    1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  },
  v2: {
    1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    3: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  },
} as const;

const sampleRates = [44_100, 48_000, 32_000] as const;
/** Divisor of the sample rate by version bits: 2.5, reserved, 2, 1. */
const rateDivisors = [4, 0, 2, 1] as const;

/** Length in bytes of the MPEG audio frame whose header is at `at`; 0 when there is none. */
function mpegFrameLength(bytes: Uint8Array, at: number): number {
  const [sync, flags, rates] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
  if (sync !== 0xff || (flags & 0xe0) !== 0xe0) return 0;
  const version = (flags >> 3) & 3;
  const layer = 4 - ((flags >> 1) & 3);
  const divisor = rateDivisors[version] ?? 0;
  const sampleRate = (sampleRates[(rates >> 2) & 3] ?? 0) / (divisor || 1);
  if (divisor === 0 || layer === 4 || sampleRate === 0) return 0;
  const table = bitrates[version === 3 ? 'v1' : 'v2'][layer as 1 | 2 | 3];
  const bitrate = (table[rates >> 4] ?? 0) * 1000;
  if (bitrate === 0) return 0;
  const padding = (rates >> 1) & 1;
  if (layer === 1) return (Math.floor((12 * bitrate) / sampleRate) + padding) * 4;
  const samples = layer === 3 && version !== 3 ? 576 : 1152;
  return Math.floor((samples / 8) * (bitrate / sampleRate)) + padding;
}

/** Length in bytes of the ADTS frame at `at` (ISO/IEC 13818-7, section 6.2); 0 when there is none. */
function adtsFrameLength(bytes: Uint8Array, at: number): number {
  const header = bytes.subarray(at, at + 7);
  if (header.length < 7 || header[0] !== 0xff || ((header[1] ?? 0) & 0xf6) !== 0xf0) return 0;
  const rateIndex = ((header[2] ?? 0) >> 2) & 15;
  const length = (((header[3] ?? 0) & 3) << 11) | ((header[4] ?? 0) << 3) | ((header[5] ?? 0) >> 5);
  return rateIndex < 13 && length > 7 ? length : 0;
}

type FrameLength = (bytes: Uint8Array, at: number) => number;

/** True when frames follow each other from `at`; fewer are enough where `bytes` are the whole file. */
function framesFrom(
  bytes: Uint8Array,
  at: number,
  frameLength: FrameLength,
  whole: boolean,
): boolean {
  let next = at;
  for (let count = 0; count < FRAMES_NEEDED; count += 1) {
    const length = frameLength(bytes, next);
    if (length === 0) return whole && count > 0 && next >= bytes.length - 4;
    next += length;
  }
  return true;
}

/**
 * Finds raw MP3 (any MPEG layer) or ADTS AAC frames, also behind some bytes of rubbish, as left by
 * padding or a cut recording. `whole` says that no more bytes follow.
 */
export function findFrames(bytes: Uint8Array, whole: boolean): 'mp3' | 'aac' | null {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (framesFrom(bytes, at, adtsFrameLength, whole)) return 'aac';
    if (framesFrom(bytes, at, mpegFrameLength, whole)) return 'mp3';
  }
  return null;
}
