import type { Pixels } from './heif.ts';

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/**
 * An uncompressed TIFF of pixels (TIFF 6.0, section 6) with their colour profile (tag 34675), which is
 * how bare pixels can be handed to sharp together with one. Opacity is left out.
 */
export function writeTiff({ rgba, width, height }: Pixels, profile: Uint8Array | null): Buffer {
  const entries = 9 + (profile ? 1 : 0);
  const bitsAt = HEADER_BYTES + 2 + entries * ENTRY_BYTES + 4;
  const profileAt = bitsAt + 6;
  const pixelsAt = profileAt + (profile?.length ?? 0);
  const file = Buffer.alloc(pixelsAt + width * height * 3);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(HEADER_BYTES, 4);
  file.writeUInt16LE(entries, HEADER_BYTES);
  let at = HEADER_BYTES + 2;
  const entry = (tag: number, type: number, count: number, value: number) => {
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
    at += ENTRY_BYTES;
  };
  entry(0x0100, LONG, 1, width);
  entry(0x0101, LONG, 1, height);
  entry(0x0102, SHORT, 3, bitsAt); // bits per sample
  entry(0x0103, SHORT, 1, 1); // no compression
  entry(0x0106, SHORT, 1, 2); // RGB
  entry(0x0111, LONG, 1, pixelsAt);
  entry(0x0115, SHORT, 1, 3); // samples per pixel
  entry(0x0116, LONG, 1, height); // rows in the one strip
  entry(0x0117, LONG, 1, width * height * 3);
  if (profile) entry(0x8773, UNDEFINED, profile.length, profileAt);
  for (let sample = 0; sample < 3; sample++) file.writeUInt16LE(8, bitsAt + sample * 2);
  if (profile) file.set(profile, profileAt);
  dropOpacity(rgba, file.subarray(pixelsAt));
  return file;
}

function dropOpacity(rgba: Uint8ClampedArray, rgb: Buffer): void {
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
}
