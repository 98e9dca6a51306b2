import { type Exif, mergeExif, readExif } from './exif.ts';

/** Beginnings of JPEGs looked at in one file; a raw has a handful, sensor data may look like some. */
const MAX_CANDIDATES = 2000;
const SOI = Buffer.from([0xff, 0xd8, 0xff]);

export interface RawPreview {
  jpeg: Uint8Array;
  exif: Exif;
}

/**
 * The largest JPEG inside a camera raw, of whatever maker: all of them embed the picture that the
 * camera shows on its screen. Null where there is none.
 */
export function findRawPreview(file: Buffer): RawPreview | null {
  let best: { at: number; pixels: number } | null = null;
  let at = file.indexOf(SOI);
  for (let count = 0; at !== -1 && count < MAX_CANDIDATES; count++) {
    const pixels = pixelsOfJpeg(file, at);
    if (pixels > (best?.pixels ?? 0)) best = { at, pixels };
    at = file.indexOf(SOI, at + 2);
  }
  return best && { jpeg: file.subarray(best.at), exif: exifOfRaw(file) };
}

/** Baseline and progressive frames (ITU-T T.81, table B.1); sensor data is lossless, SOF3. */
const FRAMES = [0xc0, 0xc1, 0xc2];

/** Width by height of the JPEG that begins at `start`; 0 when it is none that can be shown. */
function pixelsOfJpeg(file: Buffer, start: number): number {
  let at = start + 2;
  while (at + 9 < file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    if (FRAMES.includes(marker)) return file.readUInt16BE(at + 5) * file.readUInt16BE(at + 7);
    const isSegment = marker >= 0xc0 && marker !== 0xd8 && marker !== 0xd9 && marker !== 0xda;
    if (!isSegment || marker === 0xc3) return 0;
    at += 2 + file.readUInt16BE(at + 2);
  }
  return 0;
}

/** The raw's own EXIF: most raws are TIFF files, Canon's CR3 has pieces of one in boxes. */
function exifOfRaw(file: Buffer): Exif {
  const boxes = ['CMT1', 'CMT2', 'CMT4'].map((type) => file.indexOf(type, 0, 'latin1'));
  const isCr3 = file.toString('latin1', 4, 12) === 'ftypcrx ';
  const parts = isCr3 ? boxes.filter((at) => at > 0).map((at) => file.subarray(at + 4)) : [file];
  return mergeExif(parts.map((part) => readExif(part)));
}
