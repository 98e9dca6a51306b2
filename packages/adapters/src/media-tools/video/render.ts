import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import {
  type EncodedRung,
  type RenderedVideo,
  type VideoPlan,
  type VideoProperties,
  type VideoSource,
  type VideoTools,
  videoTexts,
} from '@madrigal/core/media/video';
import type { Logger } from '@madrigal/core/shared';
import { createProgress } from '../ffmpeg-progress.ts';
import { crashed } from '../limited-process.ts';
import { type Ffmpeg, runFfmpeg } from '../run-ffmpeg.ts';
import { encodeArguments } from './encode.ts';
import { ownInput, QUIET, videoInput } from './input.ts';
import { makePreview, makeStills, runOwn } from './pictures.ts';
import { corruptVideo } from './probe.ts';
import { readRung } from './read-rung.ts';

type Run = Parameters<VideoTools['render']>[3];

export interface Rendering {
  ffmpeg: Ffmpeg;
  logger: Logger;
  source: VideoSource;
  video: VideoProperties;
  plan: VideoPlan;
  run: Run;
}

/** Share of the ladder in the whole work, in percent. */
const LADDER_PERCENT = 90;
const BASE_MS = 120_000;
const CAP_MS = 24 * 3_600_000;
const MEBIBYTE = 1024 ** 2;
const MS_PER_MEBIBYTE = 10_000;
/** A small old machine takes this many times as long as the video, for each megapixel. */
const SLOWNESS_PER_MEGAPIXEL = 20;

/** Makes everything as {@link VideoTools} promises. */
export async function render(rendering: Rendering): Promise<RenderedVideo> {
  const { ffmpeg, run } = rendering;
  const rungs = await encodeLadder(rendering);
  const [smallest, largest] = [rungs[0], rungs.at(-1) ?? rungs[0]];
  const seconds = smallest.segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  const durationMs = Math.round(seconds * 1000);
  const pictures = { ffmpeg, dir: run.dir, durationMs, signal: run.signal };
  const mp4 = await makeMp4(rendering, largest, pictures);
  run.onProgress(LADDER_PERCENT + 4);
  const stills = await makeStills(pictures, { smallest, largest });
  run.onProgress(LADDER_PERCENT + 7);
  const preview = await makePreview(pictures, smallest);
  const made = { rungs, durationMs, mp4, ...stills, preview };
  const files = await writeTexts(run.dir, made);
  run.onProgress(100);
  return { ...made, files };
}

/** Writes the texts about what was made; answers all files there are, with their sizes. */
async function writeTexts(
  dir: string,
  made: Omit<RenderedVideo, 'files'>,
): Promise<RenderedVideo['files']> {
  const texts = videoTexts(made);
  for (const [name, text] of texts) await writeFile(path.join(dir, name), text);
  const { rungs, mp4, poster, preview, storyboard } = made;
  const others = [...rungs, mp4, poster, preview, storyboard].map(({ fileName }) => fileName);
  return Promise.all(
    [...texts.keys(), ...others].map(async (fileName) => ({
      fileName,
      sizeBytes: (await stat(path.join(dir, fileName))).size,
    })),
  );
}

/**
 * Sound that cannot be decoded takes the whole run of FFmpeg down with it; the pictures are worth
 * a second one.
 */
async function encodeLadder(rendering: Rendering): Promise<RenderedVideo['rungs']> {
  const withSound = rendering.video.audio !== null;
  const rungs = await tryLadder(rendering, withSound);
  const answer = rungs ?? (withSound ? await tryLadder(rendering, false) : null);
  if (!answer) throw corruptVideo();
  return answer;
}

async function tryLadder(
  { ffmpeg, logger, source, video, plan, run }: Rendering,
  withSound: boolean,
): Promise<RenderedVideo['rungs'] | null> {
  const maxSeconds = ffmpeg.maxHours * 3600;
  const end = await runFfmpeg(ffmpeg, {
    args: encodeArguments(source, video, plan, { dir: run.dir, maxSeconds, withSound }),
    timeMs: await timeFor(source, video),
    signal: run.signal,
    onOutput: createProgress({
      durationMs: video.durationMs ?? Number.POSITIVE_INFINITY,
      onProgress: (percent) => run.onProgress(Math.floor((percent * LADDER_PERCENT) / 100)),
    }),
  });
  const rungs = await Promise.all(plan.rungs.map((rung) => readRung(run.dir, rung)));
  const [first, ...others] = rungs.filter((rung): rung is EncodedRung => rung !== null);
  const whole = end.exitCode === 0 && !crashed(end) && others.length + 1 === plan.rungs.length;
  if (first && whole) return [first, ...others];
  logger.warn({ log: end.log, withSound }, 'A video could not be encoded');
  const [, part] = MISSING_PART.exec(end.log) ?? [];
  if (part) throw beyondFfmpeg(part);
  return null;
}

/** What an FFmpeg that was built without a filter or encoder says. */
const MISSING_PART = /(?:No such filter:|Unknown encoder) '(\w+)'/;

function beyondFfmpeg(part: string): MediaRejectedError {
  const kind = /^(zscale|tonemap)/.test(part) ? 'HDR videos' : 'videos like this one';
  return new MediaRejectedError(
    'unsupported_video',
    `This server cannot convert ${kind}: its FFmpeg lacks ${part}. Ask for another FFmpeg, then try again.`,
  );
}

async function timeFor(source: VideoSource, video: VideoProperties): Promise<number> {
  const { size } = await stat(source.path);
  const megapixels = Math.max(1, (video.width * video.height) / 1_000_000);
  const byLength = (video.durationMs ?? 0) * megapixels * SLOWNESS_PER_MEGAPIXEL;
  return Math.min(CAP_MS, BASE_MS + Math.max(byLength, (size / MEBIBYTE) * MS_PER_MEBIBYTE));
}

const MP4 = ['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1'].concat(
  ...[['-fflags', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', '-y']],
);

/** The source's own streams where browsers play them, else those of the largest rung. */
async function makeMp4(
  { ffmpeg, logger, source, video, plan, run }: Rendering,
  largest: EncodedRung,
  pictures: Parameters<typeof runOwn>[0],
): Promise<RenderedVideo['mp4']> {
  const fileName = 'video.mp4';
  const target = `file:${path.join(run.dir, fileName)}`;
  if (plan.copySource) {
    const sound = video.audio ? ['-map', `0:${video.audio.streamIndex}`] : [];
    const streams = ['-map', '0:V:0', ...sound, '-c', 'copy'];
    const end = await runFfmpeg(ffmpeg, {
      args: [...videoInput(source, 'warning'), ...streams, ...MP4, target],
      timeMs: await timeFor(source, video),
      signal: run.signal,
    });
    if (end.exitCode === 0) return { fileName, width: video.width, height: video.height };
    logger.warn({ log: end.log }, 'The streams of a video could not be copied');
  }
  const input = ownInput(path.join(run.dir, largest.fileName));
  await runOwn(pictures, [...QUIET, ...input, '-map', '0', '-c', 'copy', ...MP4, target]);
  return { fileName, width: largest.width, height: largest.height };
}
