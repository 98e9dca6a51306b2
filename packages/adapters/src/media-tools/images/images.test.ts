import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heicPicture } from '../../../../../tests/fixtures/heic.ts';
import { createImageProcessor } from './index.ts';
import { writeTiff } from './tiff.ts';

const processor = createImageProcessor();
let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'madrigal-images-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Red, green, blue and white quarters: top left, top right, bottom left, bottom right. */
function quarters(width: number, height: number): Sharp {
  const half = { width: Math.floor(width / 2), height: Math.floor(height / 2) };
  const quarter = (background: string, left: number, top: number) => ({
    input: { create: { ...half, channels: 3 as const, background } },
    left,
    top,
  });
  return sharp({ create: { width, height, channels: 3, background: 'white' } }).composite([
    quarter('red', 0, 0),
    quarter('lime', half.width, 0),
    quarter('blue', 0, half.height),
  ]);
}

/** Pictures of every format that say "Telltale" in the way of the format. */
const telltales = {
  jpeg: (picture: Sharp) => picture.jpeg().toBuffer(),
  png: (picture: Sharp) => picture.png().toBuffer(),
  webp: (picture: Sharp) => picture.webp().toBuffer(),
  avif: (picture: Sharp) => picture.avif().toBuffer(),
  tiff: (picture: Sharp) => picture.withXmp(xmpOf('Telltale')).tiff().toBuffer(),
  raw: async (picture: Sharp) =>
    Buffer.concat([Buffer.from('II*\0'), await picture.jpeg().toBuffer()]),
  heif: async (picture: Sharp) => {
    const { exif } = await sharp(await picture.jpeg().toBuffer()).metadata();
    return heicPicture(96, 64, { ...(exif && { exif }) });
  },
  gif: async (picture: Sharp) => withGifExtensions(await picture.gif().toBuffer()),
};

function xmpOf(text: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/">${text}</x:xmpmeta>`;
}

/** A GIF (89a) with a comment, and XMP as Adobe's specification of it (part 3, 1.1.2) puts it. */
function withGifExtensions(gif: Buffer): Buffer {
  const flags = gif[10] ?? 0;
  const start = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const comment = Buffer.from('\x21\xfe\x08Telltale\0', 'latin1');
  const trailer = Buffer.from([1, ...Array.from({ length: 256 }, (_, at) => 255 - at), 0]);
  const xmp = Buffer.from(`\x21\xff\x0bXMP DataXMP${xmpOf('Telltale')}`, 'latin1');
  return Buffer.concat([gif.subarray(0, start), comment, xmp, trailer, gif.subarray(start)]);
}

async function process(bytes: Uint8Array, format: string) {
  const dir = join(root, String(count++));
  await mkdir(dir);
  const path = `${dir}.bin`;
  await writeFile(path, bytes);
  const signal = new AbortController().signal;
  const made = await processor.process({ path, format }, { dir, onProgress: () => {}, signal });
  return { ...made, dir };
}

/** Name of the colour at a place of a picture, in fractions of its size. */
async function colourAt(path: string, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(path)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
  const bits = [0, 1, 2].map((channel) => ((data[at + channel] ?? 0) > 127 ? 1 : 0)).join('');
  return { '100': 'red', '010': 'lime', '001': 'blue', '111': 'white' }[bits] ?? bits;
}

async function corners(path: string): Promise<string[]> {
  const places = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  return Promise.all(places.map(([x, y]) => colourAt(path, x, y)));
}

describe('every format of pictures', () => {
  const encoders: [format: string, encode: (image: Sharp) => Sharp][] = [
    ['jpeg', (image) => image.jpeg()],
    ['png', (image) => image.png()],
    ['webp', (image) => image.webp({ lossless: true })],
    ['avif', (image) => image.avif()],
    ['gif', (image) => image.gif()],
    ['tiff', (image) => image.tiff()],
  ];
  /** Extension by what sharp finds inside. */
  const codecs: Readonly<Record<string, string>> = {
    ...{ jpeg: 'jpg', webp: 'webp', heif: 'avif', avif: 'avif' },
  };
  test.each(encoders)('%s becomes three formats of every size', async (format, encode) => {
    const { facts, renditions, files, dir } = await process(
      await encode(quarters(1400, 700)).toBuffer(),
      format,
    );
    expect(facts).toMatchObject({ width: 1400, height: 700, animated: false, orientation: 1 });
    expect(facts.placeholder).toMatch(/^[A-Za-z0-9+/]{20,}=*$/);
    expect(facts.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
    const shown = renditions.map(({ name, width, height }) => [name, width, height]);
    expect(shown.toSorted()).toEqual(
      [
        ...['avif', 'jpg', 'webp'].map((extension) => [`320.${extension}`, 320, 160]),
        ...['avif', 'jpg', 'webp'].map((extension) => [`1280.${extension}`, 1280, 640]),
        ...['avif', 'jpg', 'webp'].map((extension) => [`2560.${extension}`, 1400, 700]),
      ].toSorted(),
    );
    expect((await readdir(dir)).toSorted()).toEqual(files.map(({ name }) => name).toSorted());
    for (const { name, path } of files) {
      expect(await corners(path)).toEqual(['red', 'lime', 'blue', 'white']);
      expect(codecs[(await sharp(path).metadata()).format]).toBe(name.split('.')[1]);
    }
  });

  test('HEIC with HEVC inside, turned by its container', async () => {
    const { facts, renditions, dir } = await process(
      await heicPicture(256, 128, { quarters: 1 }),
      'heif',
    );
    expect(facts).toMatchObject({ width: 128, height: 256 });
    expect(renditions).toHaveLength(3);
    // Red was above blue; a quarter counterclockwise puts it on the left.
    expect(await colourAt(join(dir, '320.jpg'), 0.2, 0.5)).toBe('red');
    expect(await colourAt(join(dir, '320.jpg'), 0.8, 0.5)).toBe('blue');
  });

  test('a camera raw is shown by the largest preview inside, turned as the raw says', async () => {
    const small = await quarters(160, 120).jpeg().toBuffer();
    const large = await quarters(640, 480).jpeg().toBuffer();
    // A TIFF directory that says orientation 6 and nothing else.
    const raw = Buffer.alloc(26);
    raw.write('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06', 'latin1');
    const { facts, dir } = await process(Buffer.concat([raw, small, large, small]), 'raw');
    expect(facts).toMatchObject({ width: 480, height: 640, orientation: 6 });
    expect(await corners(join(dir, '320.webp'))).toEqual(['blue', 'red', 'white', 'lime']);
  });
});

describe('a picture', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of orientation %i is shown upright', async (orientation) => {
    const stored = await quarters(64, 32).png().toBuffer();
    const source = await sharp(stored)
      .withMetadata({ orientation })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { facts, dir } = await process(source, 'jpeg');
    const reference = join(root, `upright-${orientation}.png`);
    await sharp(source).autoOrient().png().toFile(reference);
    const { width, height } = await sharp(reference).metadata();
    expect(facts).toMatchObject({ width, height, orientation });
    expect(await corners(join(dir, '320.jpg'))).toEqual(await corners(reference));
  });

  test('of wide colours is shown in sRGB', async () => {
    const { icc = null } = await sharp(
      await quarters(8, 8).withIccProfile('p3').png().toBuffer(),
    ).metadata();
    const pixels = new Uint8ClampedArray(64 * 64 * 4).map(
      (_, at) => [200, 100, 50, 255][at % 4] ?? 0,
    );
    const bare = writeTiff({ rgba: pixels, width: 64, height: 64 }, null);
    const tagged = writeTiff({ rgba: pixels, width: 64, height: 64 }, icc && new Uint8Array(icc));
    const redOf = async (source: Buffer) => {
      const { dir } = await process(source, 'tiff');
      return (await sharp(join(dir, '320.jpg')).raw().toBuffer())[0] ?? 0;
    };
    expect(Math.abs((await redOf(bare)) - 200)).toBeLessThan(4);
    // The same numbers mean a stronger red in Display P3.
    expect(await redOf(tagged)).toBeGreaterThan(208);
  });

  test('tells when, where and by what it was taken, and its renditions tell nothing', async () => {
    const source = await quarters(64, 64)
      .withExif({
        IFD0: { Make: 'Testcam', Model: 'One' },
        IFD2: {
          DateTimeOriginal: '2024:02:29 13:14:15',
          OffsetTimeOriginal: '+02:00',
          FNumber: '28/10',
          ISOSpeedRatings: '200',
        },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '33/1 30/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '151/1 15/1 36/1',
        },
      })
      .jpeg()
      .toBuffer();
    const { facts, files } = await process(source, 'jpeg');
    expect(facts.capture).toEqual({
      at: new Date('2024-02-29T11:14:15Z'),
      offsetMinutes: 120,
      source: 'metadata',
    });
    expect(facts.location).toEqual({ latitude: -33.5, longitude: 151.26, altitude: null });
    expect(facts.camera).toMatchObject({ make: 'Testcam', model: 'One', aperture: 2.8, iso: 200 });
    for (const { path } of files) {
      const { exif, xmp, iptc } = await sharp(path).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    }
  });

  test.each(Object.keys(telltales) as (keyof typeof telltales)[])(
    'as %s says where it was taken, which no rendition does',
    async (format) => {
      const exif = {
        IFD0: { Make: 'Telltale' },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '33/1 30/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '151/1 15/1 36/1',
        },
      };
      const source = await telltales[format](quarters(64, 64).withExif(exif));
      expect(source.includes('Telltale')).toBe(true);
      const { facts, files } = await process(source, format);
      if (!['raw', 'tiff', 'gif'].includes(format)) {
        expect(facts.location).toEqual({ latitude: -33.5, longitude: 151.26, altitude: null });
      }
      expect(files.length).toBeGreaterThan(2);
      for (const { path } of files) {
        const { exif, xmp, iptc } = await sharp(path).metadata();
        expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
        expect((await readFile(path)).includes('Telltale')).toBe(false);
      }
    },
  );

  test.each(['gif', 'webp'])('that moves goes on moving as %s', async (format) => {
    const frames = ['red', 'lime', 'blue'].map((background) => ({
      create: { width: 400, height: 200, channels: 3 as const, background },
    }));
    const moving = sharp(
      await Promise.all(frames.map((create) => sharp(create).png().toBuffer())),
      {
        join: { animated: true },
      },
    );
    const source = await (format === 'gif'
      ? moving.gif({ delay: [100, 200, 300] })
      : moving.webp({ delay: [100, 200, 300] })
    ).toBuffer();
    const { facts, dir } = await process(source, format);
    expect(facts).toMatchObject({ width: 400, height: 200, animated: true });
    const shown = await sharp(join(dir, '320.webp'), { animated: true }).metadata();
    expect(shown).toMatchObject({ pages: 3, delay: [100, 200, 300], width: 320, pageHeight: 160 });
    expect(await colourAt(join(dir, '320.jpg'), 0.5, 0.5)).toBe('red');
  });

  test('looks like its smaller self by its hash, and unlike another', async () => {
    const hashOf = async (image: Sharp) =>
      BigInt(`0x${(await process(await image.jpeg().toBuffer(), 'jpeg')).facts.perceptualHash}`);
    const scene = await sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">
      <rect width="600" height="400" fill="#246"/><circle cx="150" cy="120" r="90" fill="#fd8"/>
      <rect x="300" y="200" width="250" height="150" fill="#c33"/></svg>`),
    )
      .png()
      .toBuffer();
    const whole = await hashOf(sharp(scene));
    const smaller = await hashOf(sharp(scene).resize(333));
    const other = await hashOf(sharp(scene).flip().negate());
    const differing = (a: bigint, b: bigint) => (a ^ b).toString(2).replaceAll('0', '').length;
    expect(differing(whole, smaller)).toBeLessThan(5);
    expect(differing(whole, other)).toBeGreaterThan(15);
  });
});

describe('hostile files', () => {
  const rejection = (bytes: Uint8Array, format: string) =>
    process(bytes, format).then(
      () => 'made',
      (error: { code?: string }) => error.code,
    );

  test('a small file of many pixels is rejected', async () => {
    const bomb = await sharp({
      create: { width: 15_000, height: 15_000, channels: 3, background: 'red' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(3_000_000);
    expect(await rejection(bomb, 'png')).toBe('image_too_large');
  }, 60_000);

  test('an SVG under a wrong name opens nothing', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    expect(await rejection(Buffer.from(svg), 'png')).toBe('corrupt_image');
  });

  test('a raw without a preview is rejected', async () => {
    expect(await rejection(Buffer.from('II*\0nothing here'), 'raw')).toBe('unsupported_image');
  });

  test('cut or flipped, a picture of any format is made or rejected', async () => {
    const picture = () => quarters(96, 64);
    const whole: [string, Buffer][] = [
      ['jpeg', await picture().jpeg().toBuffer()],
      ['png', await picture().png().toBuffer()],
      ['webp', await picture().webp().toBuffer()],
      ['avif', await picture().avif().toBuffer()],
      ['gif', await picture().gif().toBuffer()],
      ['tiff', await picture().tiff().toBuffer()],
      ['heif', await heicPicture(96, 64)],
      ['raw', Buffer.concat([Buffer.from('II*\0'), await picture().jpeg().toBuffer()])],
    ];
    const outcomes = new Set<string | undefined>();
    for (const [format, bytes] of whole) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * 0.6));
      const flipped = Buffer.from(bytes);
      for (let at = 40; at < flipped.length; at += 61) flipped[at] = (flipped[at] ?? 0) ^ 0x55;
      const both = await Promise.all([rejection(cut, format), rejection(flipped, format)]);
      for (const outcome of [...both, await rejection(Buffer.alloc(0), format)])
        outcomes.add(outcome);
    }
    const expected = ['made', 'corrupt_image', 'unsupported_image', 'image_too_large'];
    expect(expected).toEqual(expect.arrayContaining([...outcomes]));
    expect(outcomes).toContain('corrupt_image');
  }, 120_000);
});

test('a picture that takes too long is rejected, and leaves no process to wait for', async () => {
  const hasty = createImageProcessor({ timeMs: 1 });
  const dir = join(root, 'hasty');
  await mkdir(dir);
  const path = `${dir}.bin`;
  await writeFile(path, await quarters(64, 48).png().toBuffer());
  const run = { dir, onProgress: () => {}, signal: new AbortController().signal };
  await expect(hasty.process({ path, format: 'png' }, run)).rejects.toMatchObject({
    name: 'MediaRejectedError',
    code: 'took_too_long',
  });
});

test.runIf(globalThis.process.platform === 'linux')(
  'a picture that takes too much memory is rejected',
  async () => {
    const tight = createImageProcessor({ memoryBytes: 64 * 1024 ** 2 });
    const dir = await mkdtemp(join(root, 'tight-'));
    const path = `${dir}.bin`;
    await writeFile(path, await quarters(64, 48).png().toBuffer());
    const run = { dir, onProgress: () => {}, signal: new AbortController().signal };
    await expect(tight.process({ path, format: 'png' }, run)).rejects.toMatchObject({
      name: 'MediaRejectedError',
      code: 'corrupt_image',
    });
    expect(await readdir(dir)).toEqual([]);
  },
);
