// Processing photos against sharp alone, which makes the same pictures. See bench/README.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createImageProcessor } from '../packages/adapters/src/media-tools/index.ts';

const quick = process.argv.includes('--quick');
const ROUNDS = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? 3);
const PHOTOS = quick ? 2 : 8;
const [WIDTH, HEIGHT] = [4000, 3000];
/** Media tools run a little behind other work: their rivals have to as well. */
const NICENESS = 5;

setPriority(NICENESS);
sharp.concurrency(1);
sharp.cache(false);
const directory = mkdtempSync(join(tmpdir(), 'madrigal-bench-photos-'));
const processor = createImageProcessor();

try {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => photograph(seed)));
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await perSecond(photos, processOurs);
    const alone = await perSecond(photos, processAlone);
    ratios.push(ours / alone);
    const figures = `ours ${ours.toFixed(2)}, sharp alone ${alone.toFixed(2)} photos per second`;
    console.log(`round ${round + 1}: ${figures}, ratio ${(ours / alone).toFixed(2)}`);
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(
    `On one core ours has ${median.toFixed(2)} of the speed of sharp alone (12 MP JPEG).`,
  );
} finally {
  rmSync(directory, { recursive: true });
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

/** The same sizes, formats and settings in one process that is there already, each size decoded once. */
async function processAlone(path: string, dir: string): Promise<void> {
  for (const size of [320, 1280, 2560]) {
    const image = sharp(path).autoOrient().resize(size, size, { fit: 'inside' });
    await Promise.all([
      image
        .clone()
        .avif({ quality: 50, effort: 1 })
        .toFile(join(dir, `${size}.avif`)),
      image
        .clone()
        .webp({ quality: 80, effort: 2 })
        .toFile(join(dir, `${size}.webp`)),
      image
        .clone()
        .jpeg({ quality: 82, progressive: true })
        .toFile(join(dir, `${size}.jpg`)),
    ]);
  }
}
