import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ffmpegPath } from '../../../../../tests/fixtures/ffmpeg.ts';
import { locateFfmpeg } from './locate.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-locate-'));
});
afterAll(() => rm(dir, { recursive: true }));

it('finds one that can do everything needed', async () => {
  expect(path.isAbsolute(await locateFfmpeg())).toBe(true);
});

it('takes the one that is configured, and no other', async () => {
  expect(await locateFfmpeg(ffmpegPath())).toBe(ffmpegPath());
  await expect(locateFfmpeg(path.join(dir, 'missing'))).rejects.toThrow(
    /does not run\. Install FFmpeg.*FFMPEG_PATH/,
  );
});

it('says what a poor one lacks and what to do', async () => {
  const poor = path.join(dir, 'ffmpeg');
  await writeFile(poor, `#!/bin/sh\nexec ${ffmpegPath()} "$@" | grep -v -e libopus -e ebur128\n`);
  await chmod(poor, 0o755);
  await expect(locateFfmpeg(poor)).rejects.toThrow(
    /lacks: encoder libopus, filter ebur128\. Install FFmpeg/,
  );
});
