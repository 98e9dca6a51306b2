import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { prepareCover } from './index.ts';

/** One chunk of a PNG with a checksum of nothing: decoders are told about size before it matters. */
function chunk(type: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, checksum]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A small file that unfolds to `side` by `side` black pixels. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function picture(width: number, height: number): ReturnType<typeof sharp> {
  return sharp({ create: { width, height, channels: 3, background: '#c02040' } });
}

it('fits a picture into 1000 by 1000 pixels and keeps its shape', async () => {
  const cover = await prepareCover(await picture(3000, 1500).jpeg().toBuffer());
  const { format, width, height } = await sharp(cover ?? Buffer.alloc(0)).metadata();
  expect({ format, width, height }).toEqual({ format: 'webp', width: 1000, height: 500 });
});

it('does not enlarge', async () => {
  const cover = await prepareCover(await picture(64, 64).png().toBuffer());
  expect(await sharp(cover ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 64, height: 64 });
});

it('turns the picture upright and drops its metadata', async () => {
  const exif = { IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitudeRef: 'N' } };
  const source = picture(200, 100).withExif(exif).withMetadata({ orientation: 6 });
  const cover = await prepareCover(await source.jpeg().toBuffer());
  const metadata = await sharp(cover ?? Buffer.alloc(0)).metadata();
  expect(metadata).toMatchObject({ width: 100, height: 200, space: 'srgb' });
  expect([metadata.exif, metadata.orientation, metadata.icc]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('takes CMYK and 16 bits per channel', async () => {
  const cmyk = await picture(100, 100).toColourspace('cmyk').jpeg().toBuffer();
  const deep = await picture(100, 100).toColourspace('rgb16').png().toBuffer();
  for (const source of [cmyk, deep]) {
    const cover = await prepareCover(source);
    expect(await sharp(cover ?? Buffer.alloc(0)).metadata()).toMatchObject({ space: 'srgb' });
  }
});

it('refuses a small file that unfolds to 900 megapixels', async () => {
  const source = bomb(30_000);
  expect(source.length).toBeLessThan(1_000_000);
  expect(await prepareCover(source)).toBeNull();
});

it('takes the same kind of file in a sane size', async () => {
  expect(await prepareCover(bomb(3000))).not.toBeNull();
});

it('refuses half a picture', async () => {
  const whole = await picture(800, 800).png({ compressionLevel: 0 }).toBuffer();
  expect(await prepareCover(whole.subarray(0, whole.length / 2))).toBeNull();
});
