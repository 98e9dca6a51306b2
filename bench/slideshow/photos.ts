import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

const WIDTH = 4000;
const HEIGHT = 3000;
const PIXELS = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
const FULL_SIZE = [...PIXELS, '-s', `${WIDTH}x${HEIGHT}`, '-i', 'pipe:0'];
const BASES = 4;
/** Noise of ever finer grain and ever less contrast: photos have about as much detail at every scale. */
const GRAINS = [
  { columns: 4, contrast: 90 },
  { columns: 8, contrast: 60 },
  { columns: 24, contrast: 40 },
  { columns: 80, contrast: 25 },
  { columns: 240, contrast: 16 },
  { columns: 720, contrast: 10 },
  { columns: 2400, contrast: 10 },
] as const;
const SENSOR_NOISE = 12;
const EDGES = 60;

/** Makes JPEGs of 12 megapixels with the detail of photos; the same ones every time. */
export async function makePhotos(
  ffmpeg: string,
  directory: string,
  count: number,
): Promise<string[]> {
  const bases: Buffer[] = [];
  for (let seed = 1; seed <= Math.min(BASES, count); seed += 1) {
    bases.push(await paint(ffmpeg, seed));
  }
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const path = join(directory, `photo-${index}.jpg`);
    const round = Math.floor(index / bases.length);
    const turned = [...(round % 2 === 1 ? ['vflip'] : []), ...(round % 4 >= 2 ? ['hflip'] : [])];
    const filters = [...turned, `hue=h=${(47 * index) % 360}`, 'format=yuvj420p'].join(',');
    const jpeg = ['-vf', filters, '-c:v', 'mjpeg', '-qmin', '1', '-q:v', '1', '-y', path];
    await pipe(ffmpeg, [...FULL_SIZE, ...jpeg], bases[index % bases.length] as Buffer);
    paths.push(path);
  }
  return paths;
}

/** Uncompressed pixels of one photo: noise with hard edges in it. */
async function paint(ffmpeg: string, seed: number): Promise<Buffer> {
  const random = randomNumbers(seed);
  const sum = new Float32Array(WIDTH * HEIGHT * 3).fill(128);
  for (const { columns, contrast } of GRAINS) {
    const rows = Math.ceil((columns * HEIGHT) / WIDTH);
    const small = Buffer.from(Array.from({ length: columns * rows * 3 }, () => random() * 256));
    const input = [...PIXELS, '-s', `${columns}x${rows}`, '-i', 'pipe:0'];
    const enlarge = ['-vf', `scale=${WIDTH}:${HEIGHT}:flags=bicubic`, ...PIXELS, '-'];
    const grain = await pipe(ffmpeg, [...input, ...enlarge], small);
    for (let at = 0; at < sum.length; at += 1) {
      sum[at] = (sum[at] as number) + (((grain[at] as number) - 128) * contrast) / 128;
    }
  }
  for (let edge = 0; edge < EDGES; edge += 1) paintDisc(sum, random);
  return Buffer.from(
    Uint8ClampedArray.from(sum, (value) => value + (random() - 0.5) * SENSOR_NOISE).buffer,
  );
}

/** Blends a disc of one colour into a picture. */
function paintDisc(picture: Float32Array, random: () => number): void {
  const [x, y, radius] = [random() * WIDTH, random() * HEIGHT, 40 + random() * 300];
  const colour = [random() * 255, random() * 255, random() * 255];
  for (let row = Math.max(0, Math.ceil(y - radius)); row < Math.min(HEIGHT, y + radius); row += 1) {
    const half = Math.sqrt(radius ** 2 - (row - y) ** 2);
    const from = (row * WIDTH + Math.max(0, Math.ceil(x - half))) * 3;
    const to = (row * WIDTH + Math.min(WIDTH, Math.ceil(x + half))) * 3;
    for (let at = from; at < to; at += 1) {
      picture[at] = 0.4 * (picture[at] as number) + 0.6 * (colour[at % 3] as number);
    }
  }
}

async function pipe(ffmpeg: string, args: readonly string[], input: Buffer): Promise<Buffer> {
  const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  return buffer(child.stdout);
}

/** Xorshift (Marsaglia 2003): numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
