import { join } from 'node:path';
import type { ProcessedMedia } from '@madrigal/core/media/items';
import sharp, { type Sharp } from 'sharp';
import { SIZES } from './limits.ts';
import type { OpenPicture } from './open-picture.ts';

/** Pixels as they are shown, in sRGB, 8 bits each. */
export interface Bitmap {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

export interface RenderedImage {
  /** Size of the whole picture when upright. */
  width: number;
  height: number;
  /** A copy of at most 320 pixels. */
  small: Bitmap;
  renditions: ProcessedMedia['renditions'];
}

type Rendition = ProcessedMedia['renditions'][number];

/** The formats with what encodes them: effort is where more costs seconds and saves hardly a byte. */
const encoders: readonly (readonly [
  extension: string,
  mimeType: string,
  (image: Sharp) => Sharp,
])[] = [
  ['avif', 'image/avif', (image) => image.avif({ quality: 50, effort: 1 })],
  ['webp', 'image/webp', (image) => image.webp({ quality: 80, effort: 2 })],
  [
    'jpg',
    'image/jpeg',
    (image) => image.flatten({ background: 'white' }).jpeg({ quality: 82, progressive: true }),
  ],
];

/** Makes every rendition of a picture in `dir`: upright, in sRGB, and without any metadata. */
export async function render(picture: OpenPicture, dir: string): Promise<RenderedImage> {
  const [width, height] = await uprightSize(picture);
  const renditions: Rendition[] = [];
  let small: Bitmap | null = null;
  // From the largest down, each size from the one before: the source is decoded once.
  let base: Bitmap | null = null;
  for (const size of sizesFor(Math.max(width, height)).toReversed()) {
    const image: Sharp = base ? fromBitmap(base) : upright(picture);
    const { data, info } = await fitted(image, size).raw().toBuffer({ resolveWithObject: true });
    base = { data, width: info.width, height: info.height, channels: info.channels };
    small = base;
    renditions.push(
      ...(await encodeAll(base, size, dir, picture.animated ? ['avif', 'jpg'] : null)),
    );
    if (picture.animated) renditions.push(await encodeMoving(picture, size, dir));
  }
  if (!small) throw new Error('a picture has at least one size');
  return { width, height, small, renditions };
}

/** Every size up to the first that holds the whole picture. */
function sizesFor(longSide: number): number[] {
  return SIZES.filter((_, index) => index === 0 || longSide > (SIZES[index - 1] ?? 0));
}

async function uprightSize({ open, orientation }: OpenPicture): Promise<[number, number]> {
  const { width, height, pageHeight } = await open().metadata();
  const high = pageHeight ?? height;
  return orientation >= 5 ? [high, width] : [width, high];
}

/** Turns and mirrors as EXIF orientations 1 to 8 say (CIPA DC-008, section 4.6.5). */
function upright({ open, orientation }: Pick<OpenPicture, 'open' | 'orientation'>): Sharp {
  const turned = [0, 0, 0, 180, 180, 270, 90, 90, 270][orientation] ?? 0;
  const mirrored = [2, 4, 5, 7].includes(orientation);
  // sharp mirrors before it turns, whatever the order of the calls.
  return open().flop(mirrored).rotate(turned).toColourspace('srgb');
}

export function fromBitmap({ data, width, height, channels }: Bitmap): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

function fitted(image: Sharp, size: number): Sharp {
  return image.resize(size, size, { fit: 'inside', withoutEnlargement: true });
}

async function encodeAll(
  bitmap: Bitmap,
  size: number,
  dir: string,
  only: readonly string[] | null,
): Promise<Rendition[]> {
  const { width, height } = bitmap;
  const made: Rendition[] = [];
  for (const [extension, mimeType, encode] of encoders) {
    if (only && !only.includes(extension)) continue;
    const name = `${size}.${extension}`;
    const info = await encode(fromBitmap(bitmap)).toFile(join(dir, name));
    made.push({ name, role: 'image', mimeType, sizeBytes: info.size, width, height });
  }
  return made;
}

/** Frames and their times stay; moving pictures have no orientation. */
async function encodeMoving({ open }: OpenPicture, size: number, dir: string): Promise<Rendition> {
  const name = `${size}.webp`;
  const info = await fitted(open({ animated: true }), size)
    .webp({ quality: 75, effort: 2 })
    .toFile(join(dir, name));
  const height = info.pageHeight ?? info.height;
  return {
    name,
    role: 'image',
    mimeType: 'image/webp',
    sizeBytes: info.size,
    width: info.width,
    height,
  };
}
