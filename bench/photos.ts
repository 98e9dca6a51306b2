// Processing photos against sharp alone, which makes the same pictures. See bench/README.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { createImageProcessor } from '../packages/adapters/src/media-tools/index.ts';

const quick = process.argv.includes('--quick');
const ROUNDS = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? 3);
const PHOTOS = quick ? 2 : 8;
const [WIDTH, HEIGHT] = [4000, 3000];
/** Media tools run a little behind other work: their rivals have to as well. */
const NICENESS = 5;

const encoders = {
  avif: (image: Sharp) => image.avif({ quality: 50, effort: 1 }),
  webp: (image: Sharp) => image.webp({ quality: 80, effort: 2 }),
  jpg: (image: Sharp) => image.jpeg({ quality: 82, progressive: true }),
};

setPriority(NICENESS);
sharp.concurrency(1);
sharp.cache(false);
const directory = mkdtempSync(join(tmpdir(), 'madrigal-bench-photos-'));
const processor = createImageProcessor();

try {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => photograph(seed)));
  const ratios: number[] = [];
  const usualRatios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await perSecond(photos, processOurs);
    const alone = await perSecond(photos, processAlone);
    const usual = await perSecond(photos, processAsUsual);
    ratios.push(ours / alone);
    usualRatios.push(ours / usual);
    const figures = [
      `ours ${ours.toFixed(2)}`,
      `alone ${alone.toFixed(2)}`,
      `usual ${usual.toFixed(2)}`,
    ];
    console.log(`round ${round + 1}: ${figures.join(', ')} photos per second and core`);
  }
  console.log(`ratio ours to sharp alone: ${median(ratios).toFixed(2)} (goal: at least 0.8)`);
  console.log(`ratio ours to sharp as usual: ${median(usualRatios).toFixed(2)}`);
} finally {
  rmSync(directory, { recursive: true });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Soft shapes with the grain of a camera. */
async function photograph(seed: number): Promise<string> {
  const path = join(directory, `photo-${seed}.jpg`);
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${seed * 45} 60% 70%)"/>
    <stop offset="1" stop-color="hsl(${seed * 45 + 120} 50% 25%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${1000 + seed * 200}" cy="1200" r="700" fill="hsl(${seed * 90} 70% 55%)"/></svg>`;
  const noise = { type: 'gaussian', mean: 128, sigma: 14 } as const;
  const grain = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, noise, background: 'grey' },
  })
    .png()
    .toBuffer();
  const photo = sharp(Buffer.from(shapes)).composite([{ input: grain, blend: 'soft-light' }]);
  writeFileSync(path, await photo.jpeg({ quality: 92 }).toBuffer());
  return path;
}

/** One after another, so that a core is all they have. */
async function perSecond(
  photos: readonly string[],
  make: (path: string, dir: string) => Promise<unknown>,
): Promise<number> {
  const dir = join(directory, 'made');
  const start = performance.now();
  for (const path of photos) {
    mkdirSync(dir);
    await make(path, dir);
    rmSync(dir, { recursive: true });
  }
  return (photos.length * 1000) / (performance.now() - start);
}

function processOurs(path: string, dir: string): Promise<unknown> {
  const run = { dir, onProgress: () => {}, signal: new AbortController().signal };
  return processor.process({ path, format: 'jpeg' }, run);
}

/** The same files in one process that is there already, decoding once and each size from the larger one. */
async function processAlone(path: string, dir: string): Promise<void> {
  let image = sharp(path).autoOrient();
  for (const size of [2560, 1280, 320]) {
    const { data, info } = await image
      .resize(size, size, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const [extension, encode] of Object.entries(encoders)) {
      await encode(sharp(data, { raw: info })).toFile(join(dir, `${size}.${extension}`));
    }
    image = sharp(data, { raw: info });
  }
}

/** The same as sharp's documentation has it: a pipeline for each file, which decodes for each. */
async function processAsUsual(path: string, dir: string): Promise<void> {
  for (const size of [320, 1280, 2560]) {
    const image = sharp(path).autoOrient().resize(size, size, { fit: 'inside' });
    for (const [extension, encode] of Object.entries(encoders)) {
      await encode(image.clone()).toFile(join(dir, `${size}.${extension}`));
    }
  }
}
