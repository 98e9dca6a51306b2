import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import {
  BrokenPhotoError,
  type RenderedSlideshow,
  type SlideshowRenderer,
  type SlideshowSources,
  type SlideshowTarget,
  type Timeline,
} from '@madrigal/core/slideshow';
import { type ProcessEnd, wasKilled } from '../limited-process.ts';
import { runNodeChild } from '../node-child.ts';
import { posterArguments } from '../poster.ts';
import { type Ffmpeg, runFfmpeg } from '../run-ffmpeg.ts';
import { encodeArguments } from './arguments.ts';
import { BROKEN_PHOTO_EXIT, BROKEN_PHOTO_MARK, type ComposeJob } from './compose/job.ts';
import { isClip } from './compose/layout.ts';
import { createFrameCounter } from './frame-counter.ts';
import { makeSound } from './sound.ts';

const CHILD = new URL('./compose/child.ts', import.meta.url);
const MAX_THREADS = 4;
/** As many as x264 would take by itself, but not so many that 2160p outgrows its memory. */
const ENCODER_THREADS = Math.min(16, Math.ceil(1.5 * availableParallelism()));
const PREVIEW_SIDE = 360;
const BASE_MS = 120_000;
/** A frame of 1080p takes a fiftieth of this on an old laptop. */
const MS_PER_MEGAPIXEL = 500;
const CAP_MS = 12 * 3_600_000;
const POSTER_MS = 60_000;

type Run = Parameters<SlideshowRenderer['render']>[3];

interface Rendering {
  ffmpeg: Ffmpeg;
  timeline: Timeline;
  sources: SlideshowSources;
  target: SlideshowTarget;
  run: Run;
  width: number;
  height: number;
}

/** Renders as {@link SlideshowRenderer} promises. */
export async function render(
  ffmpeg: Ffmpeg,
  timeline: Timeline,
  sources: SlideshowSources,
  target: SlideshowTarget,
  run: Run,
): Promise<RenderedSlideshow> {
  const size = target.quality === 'preview' ? previewSize(timeline) : timeline;
  const { width, height } = size;
  const rendering = { ffmpeg, timeline, sources, target, run, width, height };
  const dir = await mkdtemp(path.join(path.dirname(target.path), '.slideshow-'));
  try {
    await renderVideo(rendering, await prepareSound(rendering, dir));
    await makePoster(rendering);
    const { size: sizeBytes } = await stat(target.path);
    return { width, height, durationMs: (timeline.frameCount * 1000) / timeline.fps, sizeBytes };
  } catch (error) {
    await Promise.all([target.path, target.posterPath].map((file) => rm(file, { force: true })));
    throw error;
  } finally {
    await rm(dir, { recursive: true });
  }
}

function previewSize({ width, height }: Timeline): { width: number; height: number } {
  const scale = PREVIEW_SIDE / Math.min(width, height);
  return {
    width: 2 * Math.round((width * scale) / 2),
    height: 2 * Math.round((height * scale) / 2),
  };
}

async function prepareSound(rendering: Rendering, dir: string): Promise<string | null> {
  const { ffmpeg, timeline, sources, run } = rendering;
  if (!timeline.soundtrack) return null;
  if (!sources.song) throw new TypeError('The timeline has a soundtrack, but there is no song.');
  return makeSound(ffmpeg, sources.song, timeline.soundtrack, { dir, signal: run.signal });
}

/**
 * Two processes, one that composes frames and one that encodes them, with a pipe between them
 * that does not pass through here. When either fails, both end.
 */
async function renderVideo(rendering: Rendering, sound: string | null): Promise<void> {
  const { ffmpeg, timeline, target, run } = rendering;
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const { frameCount } = timeline;
  const timeMs = Math.min(CAP_MS, BASE_MS + frameCount * megapixels(rendering) * MS_PER_MEGAPIXEL);
  let composing: Promise<void> | undefined;
  const encoding = runFfmpeg(ffmpeg, {
    args: encodeArguments({
      ...rendering,
      fps: timeline.fps,
      threads: ENCODER_THREADS,
      quality: target.quality,
      sound,
      path: target.path,
    }),
    timeMs,
    signal,
    onOutput: createFrameCounter(frameCount, run.onProgress),
    input: (stdin) => {
      composing = compose(rendering, { output: stdin, timeMs: timeMs * ffmpeg.patience, signal });
      stdin.destroy(); // the composing process has its own end of it
      composing.catch((error) => failed.abort(error));
    },
  });
  const [encoded] = await Promise.allSettled([encoding]);
  const [composed] = await Promise.allSettled([composing]);
  run.signal.throwIfAborted();
  throwCause(encoded, composed);
  run.onProgress(frameCount);
}

/**
 * A composer that fails ends the encoder with its own error; one whose encoder fails merely finds
 * its pipe broken, unless it was a photo.
 */
function throwCause(
  encoded: PromiseSettledResult<ProcessEnd>,
  composed: PromiseSettledResult<unknown>,
): void {
  if (encoded.status === 'rejected') throw encoded.reason;
  const error: unknown = composed.status === 'rejected' ? composed.reason : null;
  if (error instanceof BrokenPhotoError) throw error;
  if (encoded.value.exitCode !== 0) throw failure('encoded', encoded.value);
  if (error !== null) throw error;
}

function megapixels({ width, height }: Rendering): number {
  return (width * height) / 1_000_000;
}

/** Settles after the composing process ended. @throws BrokenPhotoError, MadrigalError */
async function compose(
  rendering: Rendering,
  run: Pick<Parameters<typeof runNodeChild>[0], 'output' | 'timeMs' | 'signal'>,
): Promise<void> {
  const { timeline, sources, width, height } = rendering;
  const threads = Math.min(MAX_THREADS, availableParallelism());
  const { path: ffmpegPath, memoryBytes } = rendering.ffmpeg;
  const clips = timeline.slots.some(isClip);
  const job: ComposeJob = {
    ...{ timeline, paths: pathsOf(timeline, sources), width, height, threads },
    ffmpeg: clips ? { path: ffmpegPath, memoryBytes, timeMs: run.timeMs } : null,
  };
  const end = await runNodeChild({
    ...run,
    script: CHILD,
    args: [],
    input: Buffer.from(JSON.stringify(job)),
    memoryBytes,
    maxOutputBytes: 0,
    allowAddons: true,
    allowWorkers: true,
    allowPrograms: clips,
  });
  if (end.exitCode === 0) return;
  if (wasKilled(end)) throw new MadrigalError('unavailable', 'The slideshow was interrupted.');
  const broken = new RegExp(`^${BROKEN_PHOTO_MARK}(\\d+)$`, 'm').exec(end.log)?.[1];
  const slot = timeline.slots[Number(broken)];
  if (end.exitCode === BROKEN_PHOTO_EXIT && slot) {
    throw new BrokenPhotoError(slot.photoId, { cause: end.log });
  }
  throw failure('composed', end);
}

function pathsOf(timeline: Timeline, sources: SlideshowSources): string[] {
  return timeline.slots.map(({ photoId }) => {
    const file = sources.photos.get(photoId);
    if (file === undefined) throw new TypeError(`There is no file of photo ${photoId}.`);
    return file;
  });
}

async function makePoster({ ffmpeg, timeline, target, run }: Rendering): Promise<void> {
  const [first, transition] = [timeline.slots[0], timeline.transitions[0]];
  const alone = transition?.startFrame ?? first?.endFrame ?? 0;
  const end = await runFfmpeg(ffmpeg, {
    args: posterArguments(target.path, Math.floor(alone / 2) / timeline.fps, target.posterPath),
    timeMs: POSTER_MS,
    signal: run.signal,
  });
  if (end.exitCode !== 0) throw failure('given a poster', end);
}

function failure(what: string, end: ProcessEnd): MadrigalError {
  return new MadrigalError('internal', `The slideshow could not be ${what}.`, { cause: end.log });
}
