import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AudioContainer } from '@madrigal/core/media/dispatch';
import { contentSnifferSuite } from '@madrigal/core/testing';
import {
  type AudioFixtureFormat,
  audioFixtureFormats,
  synthesise,
} from '../../../../../tests/fixtures/audio.ts';
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
  wav: 'wav',
  'wav-24': 'wav',
  'wav-float': 'wav',
  aiff: 'aiff',
  aac: 'aac',
};

const RECORDING = new URL('../../../../../tests/fixtures/audio/viper.mp3', import.meta.url);

contentSnifferSuite('magic numbers', createContentSniffer(), async (dir) => {
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
  return [...made, ...tagged, ...real];
});
