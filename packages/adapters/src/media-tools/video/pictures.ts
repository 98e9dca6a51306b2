import path from 'node:path';
import {
  type EncodedRung,
  FINE_UP_TO_MS,
  planStoryboard,
  type RenderedVideo,
  type Storyboard,
} from '@madrigal/core/media/video';
import { MadrigalError } from '@madrigal/core/shared';
import { posterArguments } from '../poster.ts';
import { type Ffmpeg, runFfmpeg } from '../run-ffmpeg.ts';
import { chooseFrame, LOOK_BYTES, LOOK_SIDE } from './choose-frame.ts';
import { ownInput, QUIET } from './input.ts';

const BASE_MS = 60_000;
const PREVIEW_SIDE = 240;
const PREVIEW_FPS = 15;
const SNIPPETS = 5;
const SNIPPET_SECONDS = 1.2;

export interface PictureRun {
  ffmpeg: Ffmpeg;
  dir: string;
  durationMs: number;
  signal: AbortSignal;
}

/** Runs FFmpeg on files of ours. @throws MadrigalError `internal` with its log as the cause */
export async function runOwn(
  run: PictureRun,
  args: string[],
  onOutput?: (chunk: Buffer) => void,
): Promise<void> {
  const end = await runFfmpeg(run.ffmpeg, {
    args,
    timeMs: BASE_MS + run.durationMs,
    signal: run.signal,
    ...(onOutput ? { onOutput } : {}),
  });
  if (end.exitCode !== 0) {
    throw new MadrigalError('internal', 'The video could not be converted.', { cause: end.log });
  }
}

/**
 * Storyboard and poster. The smallest rung is read once, of long videos its keyframes alone; the
 * same frames, very small, tell which one makes the poster, which is then cut from the largest.
 */
export async function makeStills(
  run: PictureRun,
  { smallest, largest }: { smallest: EncodedRung; largest: EncodedRung },
): Promise<Pick<RenderedVideo, 'storyboard' | 'poster'>> {
  const board = planStoryboard(run.durationMs, smallest);
  const looks: Buffer[] = [];
  await runOwn(run, storyboardArguments(run, smallest, board), (chunk) => looks.push(chunk));
  const seen = Buffer.concat(looks);
  const count = Math.min(board.count, Math.floor(seen.length / LOOK_BYTES));
  if (count === 0) throw new MadrigalError('internal', 'The video has no frames to show.');
  const seconds = (chooseFrame(seen, count) * board.intervalMs) / 1000;
  const fileName = 'poster.jpg';
  const video = path.join(run.dir, largest.fileName);
  await runOwn(run, posterArguments(video, seconds, path.join(run.dir, fileName)));
  return { storyboard: { ...board, count, fileName: 'storyboard.jpg' }, poster: { fileName } };
}

function storyboardArguments(run: PictureRun, rung: EncodedRung, board: Storyboard): string[] {
  const keyframesOnly = run.durationMs > FINE_UP_TO_MS ? ['-skip_frame', 'nokey'] : [];
  const rows = Math.ceil(board.count / board.columns);
  const graph = [
    `[0:v:0]fps=1000/${board.intervalMs}:start_time=0:round=up,split[tiles][looks]`,
    `[tiles]scale=${board.tileWidth}:${board.tileHeight}:out_range=pc,format=yuvj420p,tile=${board.columns}x${rows}[board]`,
    `[looks]scale=${LOOK_SIDE}:${LOOK_SIDE}:out_range=pc,format=gray[look]`,
  ].join(';');
  return [
    ...[...QUIET, ...keyframesOnly, ...ownInput(path.join(run.dir, rung.fileName))],
    ...['-filter_complex', graph, '-map', '[board]', '-frames:v', '1', '-c:v', 'mjpeg'],
    ...['-q:v', '5', '-f', 'image2', '-update', '1', '-y'],
    ...[`file:${path.join(run.dir, 'storyboard.jpg')}`],
    ...['-map', '[look]', '-frames:v', String(board.count), '-f', 'rawvideo', 'pipe:1'],
  ];
}

/** A few seconds from all over the video, small and silent. */
export async function makePreview(
  run: PictureRun,
  rung: EncodedRung,
): Promise<RenderedVideo['preview']> {
  const fileName = 'preview.mp4';
  const file = path.join(run.dir, rung.fileName);
  const parts = snippetsOf(run.durationMs / 1000);
  const inputs = parts.flatMap((part) => ownInput(file, part));
  const joined = parts.map((_, index) => `[${index}:v:0]`).join('');
  const scale = Math.min(1, PREVIEW_SIDE / Math.min(rung.width, rung.height));
  const even = (side: number) => 2 * Math.round((side * scale) / 2);
  const [width, height] = [even(rung.width), even(rung.height)];
  const graph = `${joined}concat=n=${parts.length}:v=1:a=0,fps=${PREVIEW_FPS},scale=${width}:${height}[out]`;
  await runOwn(run, [
    ...[...QUIET, ...inputs, '-filter_complex', graph, '-map', '[out]'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-pix_fmt', 'yuv420p'],
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', '-y', `file:${path.join(run.dir, fileName)}`],
  ]);
  return { fileName, width, height };
}

function snippetsOf(seconds: number): { fromSeconds: number; seconds: number }[] {
  if (seconds <= SNIPPETS * SNIPPET_SECONDS) return [{ fromSeconds: 0, seconds }];
  return Array.from({ length: SNIPPETS }, (_, index) => ({
    fromSeconds: ((index + 0.5) / SNIPPETS) * seconds - SNIPPET_SECONDS / 2,
    seconds: SNIPPET_SECONDS,
  }));
}
