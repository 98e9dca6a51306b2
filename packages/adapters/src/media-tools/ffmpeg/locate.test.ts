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
  await expect(locateFfmpeg(await without('libopus', 'ebur128'))).rejects.toThrow(
    /lacks: encoder libopus, filter ebur128\. Install FFmpeg/,
  );
});

it('takes one that is good for music, and says which videos it cannot do', async () => {
  const poor = await without('libx264', 'zscale', 'tonemap');
  const sentences: string[] = [];
  expect(await locateFfmpeg(poor, (sentence) => sentences.push(sentence))).toBe(poor);
  expect(sentences).toEqual([
    expect.stringMatching(
      /lacks: encoder libx264, filter zscale, filter tonemap\. Videos.*Install/,
    ),
  ]);
});

/** An FFmpeg that does not list these. */
async function without(...parts: string[]): Promise<string> {
  const poor = path.join(dir, `without-${parts.join('-')}`);
  const patterns = parts.map((part) => `-e ${part}`).join(' ');
  await writeFile(poor, `#!/bin/sh\nexec ${ffmpegPath()} "$@" | grep -v ${patterns}\n`);
  await chmod(poor, 0o755);
  return poor;
}
