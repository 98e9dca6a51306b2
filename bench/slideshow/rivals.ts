import { spawn } from 'node:child_process';
import { createWriteStream, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import {
  encodeArguments,
  encoderOptions,
} from '../../packages/adapters/src/media-tools/slideshow/arguments.ts';
import type { ComposeJob } from '../../packages/adapters/src/media-tools/slideshow/compose/job.ts';
import type { Timeline } from '../../packages/core/src/slideshow/index.ts';

const COMPOSER = new URL(
  '../../packages/adapters/src/media-tools/slideshow/compose/child.ts',
  import.meta.url,
);
/** What x264 takes by itself, and our renderer tells it to take. */
const ENCODER_THREADS = Math.min(16, Math.ceil(1.5 * availableParallelism()));
/** Threads that draw frames for the file of finished ones. */
const THREADS = 2;

/** Writes every finished frame of our renderer to a file, uncompressed. */
export async function dumpFrames(
  timeline: Timeline,
  photos: readonly string[],
  path: string,
): Promise<void> {
  const { width, height } = timeline;
  const job: ComposeJob = {
    ...{ timeline, paths: [...photos], width, height, threads: THREADS, ffmpeg: null },
  };
  const child = spawn(process.execPath, [fileURLToPath(COMPOSER)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(job));
  await finished(child.stdout.pipe(createWriteStream(path)));
}

/** The limit: x264 and the same arguments, fed the finished frames through a pipe. */
export function encodeOnly(
  ffmpeg: string,
  timeline: Timeline,
  frames: string,
  target: string,
): Promise<void> {
  const { width, height, fps } = timeline;
  const args = encodeArguments({
    ...{ width, height, fps, quality: 'final', threads: ENCODER_THREADS },
    ...{ sound: null, path: target },
  });
  const cat = spawn('cat', [frames], { stdio: ['ignore', 'pipe', 'inherit'] });
  const encoder = run(ffmpeg, args, cat.stdout);
  cat.stdout.destroy();
  return encoder;
}

/**
 * The usual way: one graph with `zoompan` for motion and a chain of `xfade`, on photos of full size.
 * `zoompan` moves by whole pixels of its input, which shows as jitter; the usual cure is to enlarge
 * the photo first, `enlargeTo` pixels wide.
 */
export function singleGraph(
  ffmpeg: string,
  plan: {
    photos: readonly string[];
    seconds: number;
    fadeSeconds: number;
    timeline: Timeline;
    enlargeTo: number | null;
  },
  song: string,
  target: string,
): Promise<void> {
  const { photos, fadeSeconds, timeline, seconds } = plan;
  const each = (seconds + (photos.length - 1) * fadeSeconds) / photos.length;
  const frames = Math.round(each * timeline.fps);
  const size = `${timeline.width}x${timeline.height}`;
  const enlarge = plan.enlargeTo === null ? '' : `scale=${plan.enlargeTo}:-2,`;
  const moving = photos.map(
    (_photo, index) =>
      `[${index}:v]crop=iw:iw*${timeline.height}/${timeline.width},${enlarge}` +
      `zoompan=z='1+0.12*on/${frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'` +
      `:d=${frames}:s=${size}:fps=${timeline.fps},format=yuv420p[v${index}]`,
  );
  const fades = photos.slice(1).map((_photo, index) => {
    const from = index === 0 ? 'v0' : `x${index}`;
    const offset = ((index + 1) * (each - fadeSeconds)).toFixed(3);
    return `[${from}][v${index + 1}]xfade=transition=fade:duration=${fadeSeconds}:offset=${offset}[x${index + 1}]`;
  });
  const sound = `[${photos.length}:a]volume=-2dB,afade=t=out:st=${seconds - 2}:d=2[a]`;
  return run(ffmpeg, [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...photos.flatMap((photo) => ['-i', photo]),
    ...['-i', song, '-filter_complex', [...moving, ...fades, sound].join(';')],
    ...['-map', `[x${photos.length - 1}]`, '-map', '[a]', '-t', String(seconds)],
    ...['-c:v', 'libx264', ...encoderOptions.final, '-c:a', 'aac', '-b:a', '192k'],
    ...['-movflags', '+faststart', target],
  ]);
}

function run(
  command: string,
  args: readonly string[],
  stdin: 'ignore' | NodeJS.ReadableStream = 'ignore',
): Promise<void> {
  const log = openSync('/dev/null', 'w');
  const child = spawn(command, args, { stdio: [stdin as 'ignore', log, 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}.`)),
    );
  });
}
