export interface PcmFormat {
  sampleRateHz: number;
  channels: number;
}

/** Longest header expected before the samples; FFmpeg's own has 44 or 68 bytes. */
const MAX_HEADER_BYTES = 4096;

/**
 * Splits a WAV stream of 16-bit PCM into its format and its samples, chunk by chunk. `onSamples`
 * gets whole frames in a view that is valid until it returns.
 * Format: Multimedia Programming Interface 1.0, chunks of RIFF/WAVE.
 * @throws Error when the stream does not start with a WAV header
 */
export function createWavReader(
  onSamples: (samples: Int16Array, format: PcmFormat) => void,
): (chunk: Uint8Array) => void {
  let format: PcmFormat | null = null;
  let pending = new Uint8Array(0);
  return (chunk) => {
    let bytes = pending.length > 0 ? concat(pending, chunk) : chunk;
    if (format === null) {
      const header = readHeader(bytes);
      if (header === null) {
        pending = bytes.slice();
        return;
      }
      format = header.format;
      bytes = bytes.subarray(header.length);
    }
    const whole = bytes.length - (bytes.length % (format.channels * 2));
    pending = bytes.slice(whole);
    if (whole > 0) onSamples(asSamples(bytes.subarray(0, whole)), format);
  };
}

function readHeader(bytes: Uint8Array): { format: PcmFormat; length: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: PcmFormat | null = null;
  for (let at = 12; at + 8 <= bytes.length; at += 8 + view.getUint32(at + 4, true)) {
    const id = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (id === 'data' && format) return { format, length: at + 8 };
    if (id === 'fmt ' && at + 16 <= bytes.length) {
      format = {
        channels: view.getUint16(at + 10, true),
        sampleRateHz: view.getUint32(at + 12, true),
      };
    }
  }
  if (bytes.length > MAX_HEADER_BYTES) throw new Error('FFmpeg did not answer with WAV.');
  return null;
}

function asSamples(bytes: Uint8Array): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
