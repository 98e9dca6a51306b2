import path from 'node:path';
import type { PhotoRequest } from '@madrigal/core/testing';
import sharp, { type Sharp } from 'sharp';

/** How upright pixels are stored for each EXIF orientation. */
const storedAs: Readonly<Record<number, (photo: Sharp) => Sharp>> = {
  1: (photo) => photo,
  2: (photo) => photo.flop(),
  3: (photo) => photo.rotate(180),
  4: (photo) => photo.flip(),
  5: (photo) => photo.rotate(270).flop(),
  6: (photo) => photo.rotate(270),
  7: (photo) => photo.rotate(90).flop(),
  8: (photo) => photo.rotate(90),
};

/** Makes a photo of one colour with a square in its middle; answers its path. */
export async function makePhoto(dir: string, request: PhotoRequest): Promise<string> {
  const { width, height, colour, square, format = 'jpeg', orientation = 1 } = request;
  const [r, g, b] = colour;
  const upright = sharp({ create: { width, height, channels: 3, background: { r, g, b } } });
  if (square) {
    const [red, green, blue] = square.colour;
    const background = { r: red, g: green, b: blue };
    const { side } = square;
    const create = { width: side, height: side, channels: 3, background } as const;
    upright.composite([{ input: { create } }]);
  }
  const target = path.join(dir, `${request.name}.${format}`);
  const stored = storedAs[orientation]?.(sharp(await upright.png().toBuffer()));
  if (!stored) throw new RangeError(`There is no orientation ${orientation}.`);
  const quality = format === 'jpeg' || format === 'avif' ? { quality: 95 } : {};
  await stored.withMetadata({ orientation }).toFormat(format, quality).toFile(target);
  return target;
}
