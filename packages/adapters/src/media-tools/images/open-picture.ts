import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { ImageRejection, tooLarge } from './answer.ts';
import { type Exif, mergeExif, readExif } from './exif.ts';
import { decodeHeif } from './heif.ts';
import { MAX_PIXELS, MAX_WHOLE_FILE_BYTES } from './limits.ts';
import { findRawPreview } from './raw-preview.ts';
import { writeTiff } from './tiff.ts';

/** A picture that can be decoded, any number of times. */
export interface OpenPicture {
  open(options?: SharpOptions): Sharp;
  exif: Exif;
  /** How the pixels that `open` gives have to be turned, 1 to 8. */
  orientation: number;
  /** True where it moves. */
  animated: boolean;
}

const strict: SharpOptions = {
  limitInputPixels: MAX_PIXELS,
  failOn: 'error',
  sequentialRead: true,
};

/** Opens a picture of a format that the sniffer names. @throws ImageRejection, or what sharp throws */
export async function openPicture(path: string, format: string): Promise<OpenPicture> {
  if (format === 'raw') return openRaw(path);
  const metadata = await readMetadata(path);
  const exif = exifOf(metadata);
  if (format === 'heif' && metadata.compression !== 'av1') return openHeic(path, metadata, exif);
  const animated = (format === 'gif' || format === 'webp') && (metadata.pages ?? 1) > 1;
  return {
    open: (options) => sharp(path, { ...strict, ...options }),
    exif,
    // The container of AVIF turns its pictures itself.
    orientation: metadata.format === 'heif' ? 1 : (metadata.orientation ?? 1),
    animated,
  };
}

async function readMetadata(source: string | Uint8Array): Promise<Metadata> {
  const metadata = await sharp(source, { ...strict, limitInputPixels: false }).metadata();
  if (metadata.width * metadata.height > MAX_PIXELS) throw tooLarge();
  return metadata;
}

function exifOf({ exif }: Pick<Metadata, 'exif'>): Exif {
  return readExif(exif ?? new Uint8Array());
}

async function openHeic(path: string, metadata: Metadata, exif: Exif): Promise<OpenPicture> {
  const pixels = await decodeHeif(await readWhole(path));
  if (!pixels) throw new ImageRejection('corrupt_image', 'The picture cannot be decoded.');
  const tiff = writeTiff(pixels, metadata.icc ?? null);
  return {
    open: (options) => sharp(tiff, { ...strict, ...options }),
    exif,
    orientation: 1,
    animated: false,
  };
}

async function openRaw(path: string): Promise<OpenPicture> {
  const preview = findRawPreview(await readWhole(path));
  if (!preview) {
    const message = 'There is no preview in this raw image that could be shown.';
    throw new ImageRejection('unsupported_image', message);
  }
  const metadata = await readMetadata(preview.jpeg);
  const exif = mergeExif([preview.exif, exifOf(metadata)]);
  return {
    open: (options) => sharp(preview.jpeg, { ...strict, ...options }),
    exif,
    // Where the preview says it too, it is the one that counts for its pixels.
    orientation: metadata.orientation ?? exif.orientation ?? 1,
    animated: false,
  };
}

async function readWhole(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size <= MAX_WHOLE_FILE_BYTES) return readFile(path);
  throw new ImageRejection('image_too_large', 'The file is larger than 300 MiB.');
}
