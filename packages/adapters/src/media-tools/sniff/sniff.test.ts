import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AudioContainer, VideoContainer } from '@madrigal/core/media/dispatch';
import { contentSnifferSuite, type SniffSample, type VideoSample } from '@madrigal/core/testing';
import {
  type AudioFixtureFormat,
  audioFixtureFormats,
  synthesise,
} from '../../../../../tests/fixtures/audio.ts';
import { ffmpeg } from '../../../../../tests/fixtures/ffmpeg.ts';
import { id3Tag, pictureFrame } from '../../../../../tests/fixtures/id3.ts';
import { createContentSniffer } from './index.ts';

const containers: Record<AudioFixtureFormat, AudioContainer> = {
  mp3: 'mp3',
  'mp3-vbr': 'mp3',
  flac: 'flac',
  m4a: 'mp4',
  alac: 'mp4',
  ogg: 'ogg',
  opus: 'ogg',
  webm: 'matroska',
  wav: 'wav',
  'wav-24': 'wav',
  'wav-float': 'wav',
  aiff: 'aiff',
  aac: 'aac',
};

const RECORDING = new URL('../../../../../tests/fixtures/audio/viper.mp3', import.meta.url);

/** Videos by name, with what encodes them. */
const videos: readonly (readonly [
  name: string,
  format: VideoContainer,
  args: readonly string[],
])[] = [
  ['a.mp4', 'mp4', ['-c:v', 'libx264', '-c:a', 'aac']],
  ['silent.mp4', 'mp4', ['-c:v', 'libx264', '-an']],
  ['fast.mp4', 'mp4', ['-c:v', 'libx264', '-c:a', 'aac', '-movflags', '+faststart']],
  ['a.mov', 'mp4', ['-c:v', 'libx264', '-c:a', 'pcm_s16le']],
  ['a.3gp', 'mp4', ['-c:v', 'libx264', '-c:a', 'aac']],
  ['a.mkv', 'matroska', ['-c:v', 'libx264', '-c:a', 'libopus']],
  ['a.webm', 'matroska', ['-c:v', 'libvpx-vp9', '-c:a', 'libopus']],
  ['a.avi', 'avi', ['-c:v', 'mpeg4', '-c:a', 'mp3']],
  ['a.ts', 'mpegts', ['-c:v', 'libx264', '-c:a', 'aac']],
  ['a.m2ts', 'mpegts', ['-c:v', 'libx264', '-c:a', 'aac']],
];

async function makeVideos(dir: string): Promise<VideoSample[]> {
  const samples: VideoSample[] = [];
  for (const [name, format, args] of videos) {
    const file = path.join(dir, name);
    const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=10:d=1'];
    const sound = ['-f', 'lavfi', '-i', 'sine=d=1'];
    await ffmpeg([...picture, ...sound, '-pix_fmt', 'yuv420p', ...args, file]);
    samples.push({ what: name, path: file, format });
  }
  return samples;
}

async function makeSamples(dir: string): Promise<SniffSample[]> {
  const made = await Promise.all(
    audioFixtureFormats.map(async (format) => {
      const file = await synthesise(dir, { format, seconds: 1 });
      return { what: format, path: file, container: containers[format] };
    }),
  );
  // A tag far longer than the head that is read, in front of each format that may carry one.
  const tag = id3Tag([pictureFrame('image/png', new Uint8Array(900_000))]);
  const tagged = await Promise.all(
    made
      .filter(({ container }) => ['mp3', 'flac', 'aac'].includes(container))
      .map(async ({ what, path: source, container }) => {
        const file = path.join(dir, `tagged-${what}`);
        await writeFile(file, Buffer.concat([tag, await readFile(source)]));
        return { what: `${what} behind a long tag`, path: file, container };
      }),
  );
  const misnamed = path.join(dir, 'song.png');
  await copyFile(RECORDING, misnamed);
  const padded = path.join(dir, 'padded.mp3');
  await writeFile(padded, Buffer.concat([Buffer.alloc(3000), await readFile(RECORDING)]));
  const cut = path.join(dir, 'cut-at-the-front.mp3');
  await writeFile(cut, (await readFile(RECORDING)).subarray(100_001));
  const real = [misnamed, padded, cut].map(
    (file) => ({ what: path.basename(file), path: file, container: 'mp3' }) as const,
  );
  const sound = path.join(dir, 'sound.mp4');
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', '-f', 'mp4', sound]);
  const isom = {
    what: 'sound in an MP4 of no special brand',
    path: sound,
    container: 'mp4',
  } as const;
  return [...made, ...tagged, ...real, isom];
}

contentSnifferSuite('magic numbers', createContentSniffer(), makeSamples, makeVideos);
