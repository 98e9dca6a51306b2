import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RejectionCode } from '@madrigal/contract';
import { MediaRejectedError, type Sniffed } from '@madrigal/core/media/dispatch';
import { planVideo } from '@madrigal/core/media/video';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioFixtureFormats, synthesise } from '../../../../tests/fixtures/audio.ts';
import { type BrokenFile, breakFile } from '../../../../tests/fixtures/broken.ts';
import { ffmpeg, ffmpegPath } from '../../../../tests/fixtures/ffmpeg.ts';
import { heicPicture } from '../../../../tests/fixtures/heic.ts';
import { synthesiseVideo, videoFixtureFormats } from '../../../../tests/fixtures/video.ts';
import {
  createAudioTools,
  createContentSniffer,
  createImageProcessor,
  createVideoTools,
} from './index.ts';
import { silentLogger } from './testing/silent-logger.ts';

/** Pictures by format: how sharp writes them, in stripes so that there is something to break. */
const pictures: Readonly<Record<string, () => Promise<Buffer>>> = {
  jpeg: () => striped().jpeg().toBuffer(),
  progressive: () => striped().jpeg({ progressive: true }).toBuffer(),
  png: () => striped().png().toBuffer(),
  webp: () => striped().webp().toBuffer(),
  avif: () => striped().avif({ effort: 0 }).toBuffer(),
  gif: () => striped().gif().toBuffer(),
  tiff: () => striped().tiff({ compression: 'lzw' }).toBuffer(),
  heic: () => heicPicture(128, 96),
  raw: async () => Buffer.concat([rawDirectory(), await striped().jpeg().toBuffer()]),
  'moving gif': () => striped(60).gif().toBuffer(),
  'moving webp': () => striped(60).webp().toBuffer(),
};

/** The start of a DNG that says no more than that it is one, version 1.4. */
function rawDirectory(): Buffer {
  const directory = Buffer.alloc(26);
  directory.write('II*\0\x08\0\0\0\x01\0\x12\xc6\x01\0\x04\0\0\0\x01\x04', 'latin1');
  return directory;
}

/** A picture, or frames of this height. */
function striped(pageHeight?: number): Sharp {
  const [width, height] = [160, 120];
  const data = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => (at * 7) % 253));
  const frames = pageHeight === undefined ? {} : { pageHeight };
  return sharp(data, { raw: { width, height, channels: 3, ...frames } });
}

/** A dozen files take some seconds on an idle machine. */
const TIMEOUT_MS = 240_000;
const AT_ONCE = 2;

const options = { ffmpegPath: ffmpegPath(), logger: silentLogger };
const audio = createAudioTools(options);
const video = createVideoTools(options);
const images = createImageProcessor();
const sniffer = createContentSniffer();

let dir: string;
let count = 0;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-broken-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Does to a file what uploading it does, as far as tools go. */
async function take(file: string, workDir: string): Promise<Sniffed['kind']> {
  const { signal } = new AbortController();
  const run = { onProgress: () => {}, signal };
  const sniffed = await sniffer.sniff(file);
  if (sniffed.kind === 'audio') {
    const { container } = sniffed;
    await audio.readFile(file, container, signal);
    await audio.measure(file, container, run);
  } else if (sniffed.kind === 'video') {
    const source = { path: file, container: sniffed.format };
    const properties = await video.probe(source, signal);
    await video.render(source, properties, planVideo(properties), { ...run, dir: workDir });
  } else if (sniffed.kind === 'image') {
    await images.process({ path: file, format: sniffed.format }, { ...run, dir: workDir });
  }
  return sniffed.kind;
}

/** How it ended: what it was taken for, or why it was rejected. @throws for anything else */
async function outcomeOf({ how, bytes }: BrokenFile): Promise<string> {
  count += 1;
  const workDir = path.join(dir, `work-${count}`);
  const file = path.join(dir, `broken-${count}`);
  await Promise.all([mkdir(workDir), writeFile(file, bytes)]);
  try {
    return `ready: ${await take(file, workDir)}`;
  } catch (error) {
    if (!(error instanceof MediaRejectedError)) throw new Error(how, { cause: error });
    expect(error.message.length, how).toBeGreaterThan(20);
    return `rejected: ${RejectionCode.parse(error.code)}`;
  } finally {
    await Promise.all([rm(workDir, { recursive: true }), rm(file)]);
  }
}

/** All outcomes, some files at a time. */
async function takeAll(files: readonly BrokenFile[]): Promise<string[]> {
  const outcomes: string[] = [];
  const waiting = [...files];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      outcomes.push(await outcomeOf(next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

async function expectTaken(bytes: Buffer, seed: number): Promise<void> {
  expect(await takeAll([{ how: 'whole', bytes }])).toEqual([expect.stringMatching(/^ready/)]);
  const broken = breakFile(bytes, seed);
  expect(await takeAll(broken)).toHaveLength(broken.length);
}

it('there are at least five hundred of them, of every format', () => {
  const formats = [...audioFixtureFormats, ...videoFixtureFormats, ...Object.keys(pictures)];
  const ways = breakFile(Buffer.alloc(5000), 1).length;
  expect(formats.length * ways).toBeGreaterThanOrEqual(500);
});

describe('broken files are ready or rejected with a reason', () => {
  it.each(audioFixtureFormats.map((format, index) => [format, index] as const))(
    'sound: %s',
    async (format, seed) => {
      await expectTaken(await readFile(await synthesise(dir, { format, seconds: 1 })), seed);
    },
    TIMEOUT_MS,
  );

  it.each(videoFixtureFormats.map((format, index) => [format, index] as const))(
    'video: %s',
    async (format, index) => {
      const size = { width: 96, height: 64, framesPerSecond: 10 };
      const file = await synthesiseVideo(dir, { format, seconds: 1, ...size });
      await expectTaken(await readFile(file), 100 + index);
    },
    TIMEOUT_MS,
  );
});

describe('broken pictures are ready or rejected with a reason', () => {
  it.each(Object.keys(pictures).map((format, index) => [format, index] as const))(
    '%s',
    async (format, index) => {
      const make = pictures[format];
      if (make) await expectTaken(await make(), 200 + index);
    },
    TIMEOUT_MS,
  );

  it(
    'that unfold to more than fits into memory are rejected',
    async () => {
      const huge = await sharp({
        create: { width: 16_000, height: 16_000, channels: 3, background: 'red' },
        limitInputPixels: false,
      })
        .png({ compressionLevel: 9 })
        .toBuffer();
      expect(await takeAll([{ how: '256 megapixels of red', bytes: huge }])).toEqual([
        'rejected: image_too_large',
      ]);
    },
    TIMEOUT_MS,
  );
});

describe('bombs', () => {
  it(
    'have claims that nobody believes',
    async () => {
      const film = await synthesiseVideo(dir, { format: 'mp4', name: 'film', seconds: 1 });
      const whole = await readFile(film);
      const changed = (how: string, change: (bytes: Buffer) => void) => {
        const bytes = Buffer.from(whole);
        change(bytes);
        return { how, bytes };
      };
      const field = (bytes: Buffer, box: string, offset: number) => bytes.indexOf(box) + 4 + offset;
      const outcomes = await takeAll([
        changed('136 years long', (bytes) => {
          bytes.writeUInt32BE(0xffffffff, field(bytes, 'mvhd', 16));
          bytes.writeUInt32BE(0xffffffff, field(bytes, 'mdhd', 16));
        }),
        changed('65535 pixels wide', (bytes) => {
          bytes.writeUInt32BE(0xffff0000, field(bytes, 'tkhd', 76));
          bytes.writeUInt32BE(0xffffffff, field(bytes, 'avc1', 24));
        }),
        changed('four billion samples', (bytes) => {
          bytes.writeUInt32BE(0xffffffff, field(bytes, 'stsz', 8));
          bytes.writeUInt32BE(0xffffffff, field(bytes, 'stts', 4));
        }),
        { how: 'boxes in boxes', bytes: nestedBoxes(20_000) },
        { how: 'an EBML element of unknown size in itself', bytes: nestedClusters(50_000) },
      ]);
      expect(outcomes).toHaveLength(5);
    },
    TIMEOUT_MS,
  );

  it(
    'have more frames than anyone can see',
    async () => {
      const file = path.join(dir, 'frames.mkv');
      const picture = ['-f', 'lavfi', '-i', 'color=c=red:s=16x16:r=1000:d=20'];
      await ffmpeg([...picture, '-c:v', 'libx264', '-preset', 'ultrafast', file]);
      expect(await takeAll([{ how: 'frames', bytes: await readFile(file) }])).toEqual([
        'ready: video',
      ]);
    },
    TIMEOUT_MS,
  );
});

/** `moov` in `moov` in `moov`, each as long as what follows. */
function nestedBoxes(depth: number): Buffer {
  const head = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
  const boxes = Array.from({ length: depth }, (_, index) => {
    const box = Buffer.from('\0\0\0\0moov', 'latin1');
    box.writeUInt32BE((depth - index) * 8);
    return box;
  });
  return Buffer.concat([head, ...boxes]);
}

/** Matroska whose clusters never end, and each of which holds the next. */
function nestedClusters(depth: number): Buffer {
  const head = Buffer.from(
    '1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61',
    'hex',
  );
  const segment = Buffer.from('18538067ffffffffffffffff', 'hex');
  const cluster = Buffer.from('1f43b675ffffffffffffffff', 'hex');
  return Buffer.concat([head, segment, ...Array.from({ length: depth }, () => cluster)]);
}
