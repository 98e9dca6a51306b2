import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { FileFacts } from '@madrigal/core/testing';
import { ffmpeg, ffmpegPath } from '../../../../../../tests/fixtures/ffmpeg.ts';

const run = promisify(execFile);
const MAX_BYTES = 64_000_000;

/** What FFmpeg says about a file, with every frame decoded. */
export async function inspectFile(file: string): Promise<FileFacts> {
  const [log, frames, tags] = await Promise.all([
    ffmpeg(['-i', file, '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'], 'info'),
    listFrames(file),
    readTags(file),
  ]);
  const [head = ''] = log.split('Stream mapping:');
  const line = (kind: string): string | null =>
    new RegExp(`Stream #0:\\d.*?: ${kind}: (.*)`).exec(head)?.[1] ?? null;
  const video = line('Video') ?? '';
  const [, pixelFormat = '', width, height] =
    /, ([a-z0-9]+)(?:\(.*?\))?, (\d+)x(\d+)/.exec(video) ?? [];
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(head) ?? [];
  const audio = line('Audio');
  return {
    video: {
      ...{ codec: /^\w+/.exec(video)?.[0] ?? '', pixelFormat },
      ...{ width: Number(width), height: Number(height) },
      rotated: head.includes('displaymatrix'),
    },
    audio: audio ? { codec: /^\w+/.exec(audio)?.[0] ?? '' } : null,
    durationMs: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000,
    keyframes: frames.filter(({ key }) => key).map(({ time }) => time),
    frames: frames.map(({ time }) => time),
    tags: `${tags}\n${head}`,
  };
}

async function readTags(file: string): Promise<string> {
  const args = ['-v', 'error', '-i', file, '-f', 'ffmetadata', '-'];
  return (await run(ffmpegPath(), args, { maxBuffer: MAX_BYTES })).stdout;
}

async function listFrames(file: string): Promise<{ time: number; key: boolean }[]> {
  const log = await ffmpeg(
    [
      '-i',
      file,
      '-map',
      '0:v:0',
      '-vf',
      'showinfo=checksum=0',
      '-fps_mode',
      'passthrough',
      '-f',
      'null',
      '-',
    ],
    'info',
  );
  return [...log.matchAll(/ pts_time:([\d.]+).*? iskey:(\d)/g)].map(([, time, key]) => ({
    time: Number(time),
    key: key === '1',
  }));
}

/** Mean brightness of the first frame, 0 to 255. */
export async function measureBrightness(file: string): Promise<number> {
  const { stdout } = await run(
    ffmpegPath(),
    [
      ...['-v', 'error', '-i', file, '-vf', 'scale=32:32:out_range=pc,format=gray'],
      ...['-frames:v', '1', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: MAX_BYTES },
  );
  return stdout.reduce((sum, value) => sum + value, 0) / stdout.length;
}
