import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { VideoFacts } from '@madrigal/core/testing';
import { ffmpeg, ffmpegPath } from '../../../../../../tests/fixtures/ffmpeg.ts';

const run = promisify(execFile);
const MAX_BYTES = 64_000_000;

/** What FFmpeg says about a video, with its frames counted by decoding them. */
export async function inspectVideo(video: string): Promise<VideoFacts> {
  const log = await ffmpeg(['-i', video, '-map', '0', '-f', 'null', '-'], 'info');
  const [head = '', end = ''] = log.split('Stream mapping:');
  const line = (kind: string): string | null =>
    new RegExp(`Stream #0:\\d.*?: ${kind}: (.*)`).exec(head)?.[1] ?? null;
  const described = line('Video') ?? '';
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(head) ?? [];
  const [, width, height] = /, (\d+)x(\d+)/.exec(described) ?? [];
  return {
    width: Number(width),
    height: Number(height),
    fps: Number(/, ([\d.]+) fps/.exec(described)?.[1]),
    frameCount: await countFrames(video),
    durationMs: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000,
    video: described,
    audio: end ? line('Audio') : null,
  };
}

async function countFrames(video: string): Promise<number> {
  const args = ['-v', 'error', '-i', video, '-map', '0:v:0', '-f', 'framecrc', '-'];
  const { stdout } = await run(ffmpegPath(), args, { maxBuffer: MAX_BYTES });
  return stdout.split('\n').filter((row) => /^0,/.test(row)).length;
}

/** RGB pixels of one frame. */
export async function readFrame(video: string, frame: number): Promise<Uint8Array> {
  const { stdout } = await run(
    ffmpegPath(),
    [
      ...['-v', 'error', '-i', video, '-vf', `select=eq(n\\,${frame}),format=rgb24`],
      ...['-frames:v', '1', '-f', 'rawvideo', '-'],
    ],
    { maxBuffer: MAX_BYTES, encoding: 'buffer' },
  );
  return stdout;
}

/** Integrated loudness of a part in LUFS; -Infinity below what EBU R128 takes for sound. */
export async function measureLoudness(
  video: string,
  part: { fromMs: number; toMs: number },
): Promise<number> {
  const trim = `atrim=start=${part.fromMs / 1000}:end=${part.toMs / 1000}`;
  const log = await ffmpeg(['-i', video, '-af', `${trim},ebur128`, '-f', 'null', '-'], 'info');
  const found = Number(/I:\s+(-?[\d.]+) LUFS/.exec(log.slice(log.lastIndexOf('Summary:')))?.[1]);
  return found <= -70 ? Number.NEGATIVE_INFINITY : found;
}
