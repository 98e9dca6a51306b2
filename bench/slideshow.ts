// Making videos from photos, against the usual way and against the limit. See bench/README.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateFfmpeg } from '../packages/adapters/src/media-tools/index.ts';
import { createSlideshowRenderer } from '../packages/adapters/src/media-tools/slideshow/index.ts';
import { planSlideshow, type Timeline } from '../packages/core/src/slideshow/index.ts';
import { makePhotos } from './slideshow/photos.ts';
import { dumpFrames, encodeOnly, singleGraph } from './slideshow/rivals.ts';
import { type Use, watch } from './slideshow/watch.ts';

const quick = process.argv.includes('--quick');
const PHOTOS = quick ? 4 : 20;
const SECONDS_PER_PHOTO = 3;
const FADE_SECONDS = 1;
const ROUNDS = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? 3);
const MANY = quick ? 40 : 300;
/** Pace of the memory test: memory does not depend on how long photos stand. */
const MEMORY_SECONDS_PER_PHOTO = 0.6;

/** Media tools run a little behind other work: their rivals have to as well. */
const NICENESS = 5;
const ENLARGED = 8000;

setPriority(NICENESS);
const directory = mkdtempSync(join(tmpdir(), 'madrigal-bench-slideshow-'));
const at = (name: string): string => join(directory, name);
const ffmpeg = await locateFfmpeg();
const renderer = createSlideshowRenderer({ ffmpegPath: ffmpeg });

try {
  const seconds = PHOTOS * SECONDS_PER_PHOTO;
  console.log(`Making ${PHOTOS} photos of 12 megapixels and a song…`);
  const photos = await makePhotos(ffmpeg, directory, PHOTOS);
  makeSong(at('song.flac'), seconds + 5);
  const timeline = plan(PHOTOS, SECONDS_PER_PHOTO, seconds + 5);
  await compareTime(photos, timeline, seconds);
  await compareMemory(photos);
} finally {
  rmSync(directory, { recursive: true });
}

function makeSong(path: string, seconds: number): void {
  const sound = `aevalsrc='0.4*sin(2*PI*110*t)*exp(-8*mod(t\\,0.5))|0.3*sin(2*PI*220*t)':d=${seconds}`;
  spawnSync(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', sound, path]);
}

function plan(count: number, secondsPerPhoto: number, songSeconds: number): Timeline {
  return planSlideshow(
    {
      photos: Array.from({ length: count }, (_, index) => ({
        ...{ id: `photo-${index}`, width: 4000, height: 3000, focus: null, caption: null },
      })),
      pace: { kind: 'seconds', secondsPerPhoto },
      transition: { kind: 'fade', durationMs: 1000 * FADE_SECONDS },
      ...{ motion: 'gentle', fit: 'auto', title: null, aspect: '16:9', shortSide: 1080, fps: 30 },
      music: { songId: 'song', startMs: 0, fadeInMs: 0, fadeOutMs: 2000, targetLufs: -16 },
      cutsOnBeat: false,
    },
    { durationMs: songSeconds * 1000, integratedLufs: -14, beatsMs: [] },
  );
}

async function renderOurs(photos: readonly string[], timeline: Timeline): Promise<void> {
  const files = timeline.slots.map(
    ({ photoId }, index) => [photoId, photos[index % photos.length] as string] as const,
  );
  const song = { path: at('song.flac'), container: 'flac' } as const;
  const target = { path: at('ours.mp4'), posterPath: at('ours.jpg'), quality: 'final' } as const;
  const run = { onProgress: () => {}, signal: new AbortController().signal };
  await renderer.render(timeline, { photos: new Map(files), song }, target, run);
}

async function compareTime(
  photos: readonly string[],
  timeline: Timeline,
  seconds: number,
): Promise<void> {
  await dumpFrames(timeline, photos, at('frames.yuv'));
  const graph = { photos, seconds, fadeSeconds: FADE_SECONDS, timeline };
  const useGraph = (enlargeTo: number | null, target: string): Promise<Use> =>
    watch(() => singleGraph(ffmpeg, { ...graph, enlargeTo }, at('song.flac'), at(target)));
  const ours: Use[] = [];
  const usual: Use[] = [];
  const smooth: Use[] = [];
  const limit: Use[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await watch(() => renderOurs(photos, timeline)));
    limit.push(await watch(() => encodeOnly(ffmpeg, timeline, at('frames.yuv'), at('limit.mp4'))));
    if (round === 0) {
      usual.push(await useGraph(null, 'usual.mp4'));
      smooth.push(await useGraph(ENLARGED, 'smooth.mp4'));
    }
  }
  console.log(`${timeline.frameCount} frames of 1080p, medians of ${ROUNDS} rounds (b: one):`);
  for (const [name, uses, file] of [
    ['a: ours', ours, 'ours.mp4'],
    ['b: one graph with zoompan and xfade', usual, 'usual.mp4'],
    [`b2: the same, photos first enlarged to ${ENLARGED} pixels`, smooth, 'smooth.mp4'],
    ['c: x264 alone, fed the finished frames', limit, 'limit.mp4'],
  ] as const) {
    console.log(
      `  ${name}: ${middle(uses, 'seconds').toFixed(1)} s, ` +
        `${middle(uses, 'cpuSeconds').toFixed(1)} s on processors, ` +
        `${megabytes(middle(uses, 'peakBytes'))}, video of ${megabytes(statSync(at(file)).size)}`,
    );
  }
  report('a/c, time', ratio(ours, limit, 'seconds'), 'at most 1.5');
  report('a/c, processor time', ratio(ours, limit, 'cpuSeconds'));
  report('b/a, time', ratio(usual, ours, 'seconds'), 'at least 3');
  report('b/a, processor time', ratio(usual, ours, 'cpuSeconds'));
  report('b2/a, time', ratio(smooth, ours, 'seconds'), 'at least 3');
  report('b2/a, processor time', ratio(smooth, ours, 'cpuSeconds'));
}

async function compareMemory(photos: readonly string[]): Promise<void> {
  const peaks: number[] = [];
  for (const count of [20, MANY]) {
    const timeline = plan(count, MEMORY_SECONDS_PER_PHOTO, 60);
    const { peakBytes } = await watch(() => renderOurs(photos, timeline));
    console.log(`  ${count} photos: ${megabytes(peakBytes)}`);
    peaks.push(peakBytes);
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  report(`peak memory, ${MANY} photos against 20`, many / few, 'at most 1.3');
}

function middle(uses: readonly Use[], what: keyof Use): number {
  const sorted = uses.map((use) => use[what]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ratio(uses: readonly Use[], others: readonly Use[], what: keyof Use): number {
  return middle(uses, what) / middle(others, what);
}

function report(name: string, value: number, goal?: string): void {
  console.log(`ratio ${name}: ${value.toFixed(2)}${goal ? ` (goal: ${goal})` : ''}`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
