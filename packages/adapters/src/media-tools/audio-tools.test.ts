import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AudioFormatFacts, audioToolsSuite } from '@madrigal/core/testing';
import {
  type AudioFixture,
  synthesise,
  synthesisePicture,
} from '../../../../tests/fixtures/audio.ts';
import { createAudioTools, locateFfmpeg } from './index.ts';
import { silentLogger } from './testing/silent-logger.ts';

const facts = (
  format: AudioFixture['format'],
  container: AudioFormatFacts['container'],
  codec: string,
  more: Partial<AudioFormatFacts> = {},
): AudioFormatFacts => ({
  format,
  container,
  codec,
  lossless: false,
  sampleRateHz: 44_100,
  takesCover: false,
  playsWhenCut: true,
  ...more,
});

const formats: AudioFormatFacts[] = [
  facts('mp3', 'mp3', 'mp3', { takesCover: true }),
  facts('mp3-vbr', 'mp3', 'mp3', { takesCover: true }),
  facts('flac', 'flac', 'flac', { lossless: true, takesCover: true }),
  facts('m4a', 'mp4', 'aac', { takesCover: true, playsWhenCut: false }),
  facts('alac', 'mp4', 'alac', { lossless: true, takesCover: true, playsWhenCut: false }),
  facts('ogg', 'ogg', 'vorbis', { takesCover: true }),
  facts('opus', 'ogg', 'opus', { takesCover: true, sampleRateHz: 48_000 }),
  facts('wav', 'wav', 'pcm', { lossless: true }),
  facts('wav-24', 'wav', 'pcm', { lossless: true }),
  facts('wav-float', 'wav', 'pcm', { lossless: true }),
  facts('aiff', 'aiff', 'pcm', { lossless: true }),
  facts('aac', 'aac', 'aac'),
];

audioToolsSuite('FFmpeg, music-metadata and sharp', formats, async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madrigal-audio-'));
  const picture = path.join(dir, 'cover.png');
  await synthesisePicture(picture, { width: 64, height: 64 });
  return {
    tools: createAudioTools({ ffmpegPath: await locateFfmpeg(), logger: silentLogger }),
    dir,
    picture: await readFile(picture),
    makeAudio: (request) => synthesise(dir, request as AudioFixture),
    dispose: () => rm(dir, { recursive: true }),
  };
});
