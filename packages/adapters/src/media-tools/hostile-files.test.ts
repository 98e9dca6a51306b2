import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AudioContainer } from '@madrigal/core/media/dispatch';
import type { AudioTools } from '@madrigal/core/media/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesise, synthesisePicture } from '../../../../tests/fixtures/audio.ts';
import { ffmpeg, ffmpegPath } from '../../../../tests/fixtures/ffmpeg.ts';
import { createAudioTools, createContentSniffer } from './index.ts';
import { silentLogger } from './testing/silent-logger.ts';

let dir: string;
let tools: AudioTools;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-hostile-'));
  tools = createAudioTools({ ffmpegPath: ffmpegPath(), logger: silentLogger });
});
afterAll(() => rm(dir, { recursive: true }));

const live = (): AbortSignal => new AbortController().signal;
const quiet = () => ({ onProgress: () => {}, signal: live() });

describe('a text that points elsewhere', () => {
  let server: Server;
  let requests = 0;
  let url: string;
  let canary: string;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    server.on('connection', () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.mp3`;
    canary = await synthesise(dir, { format: 'mp3', name: 'canary', seconds: 2 });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const containers: AudioContainer[] = ['mp3', 'flac', 'mp4', 'ogg', 'wav', 'aiff', 'aac'];
  it.each(containers)('opens nothing when it is taken for %s', async (container) => {
    const texts = [
      `#EXTM3U\n#EXTINF:2,\n${url}\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${canary}\n#EXT-X-ENDLIST\n`,
      `ffconcat version 1.0\nfile '${canary}'\nfile '${url}'\n`,
      `[playlist]\nFile1=${url}\nNumberOfEntries=1\n`,
      `concat:${canary}|${canary}`,
    ];
    for (const text of texts) {
      const file = path.join(dir, `points-elsewhere.${container}`);
      await writeFile(file, text);
      const rejection = { code: 'corrupt_audio' };
      await expect(tools.readFile(file, container, live())).rejects.toMatchObject(rejection);
      await expect(tools.measure(file, container, quiet())).rejects.toMatchObject(rejection);
      expect(await createContentSniffer().sniff(file)).toMatchObject({ kind: 'other' });
    }
    expect(requests).toBe(0);
  });

  it('is followed by an FFmpeg that is not held back', async () => {
    const file = path.join(dir, 'concat.txt');
    await writeFile(file, `ffconcat version 1.0\nfile '${canary}'\n`);
    const log = await ffmpeg(['-f', 'concat', '-safe', '0', '-i', file, '-f', 'null', '-'], 'info');
    expect(log).toContain('Audio: mp3');
  });
});

describe('a file without playable sound', () => {
  it('that is a film is no song', async () => {
    const film = path.join(dir, 'film.mp4');
    const inputs = ['testsrc=d=1:s=64x64', 'sine=d=1'].flatMap((at) => ['-f', 'lavfi', '-i', at]);
    await ffmpeg([...inputs, '-c:v', 'libx264', '-c:a', 'aac', film]);
    await expect(tools.readFile(film, 'mp4', live())).rejects.toMatchObject({
      code: 'unsupported_audio',
      message: expect.stringContaining('video'),
    });
  });

  it('has no audio stream', async () => {
    const film = path.join(dir, 'silent-film.mp4');
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-c:v', 'libx264', film]);
    const rejection = { code: 'no_audio_stream' };
    await expect(tools.readFile(film, 'mp4', live())).rejects.toMatchObject(rejection);
    await expect(tools.measure(film, 'mp4', quiet())).rejects.toMatchObject(rejection);
  });

  it('has a codec that players do not know', async () => {
    const file = path.join(dir, 'dolby.m4a');
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'ac3', '-f', 'mp4', file]);
    await expect(tools.readFile(file, 'mp4', live())).rejects.toMatchObject({
      code: 'unsupported_audio',
      message: expect.stringContaining('ac3'),
    });
  });
});

it('takes a cover that unfolds to many pixels for what it is: bytes', async () => {
  const picture = await synthesisePicture(path.join(dir, 'huge.png'), {
    width: 9000,
    height: 9000,
  });
  const cover = await readFile(picture);
  const file = await synthesise(dir, { format: 'flac', name: 'covered', seconds: 1, cover });
  const { tags, properties } = await tools.readFile(file, 'flac', live());
  expect(properties.codec).toBe('flac');
  expect(tags.cover?.length).toBe(cover.length);
});

it('rejects what is longer than allowed', async () => {
  const short = createAudioTools({
    ffmpegPath: ffmpegPath(),
    logger: silentLogger,
    maxHours: 5 / 3600,
  });
  const file = await synthesise(dir, { format: 'opus', name: 'long', seconds: 8 });
  await expect(short.measure(file, 'ogg', quiet())).rejects.toMatchObject({ code: 'too_long' });
});

it('gives up when FFmpeg takes too long, and leaves no process', async () => {
  const hasty = createAudioTools({
    ffmpegPath: ffmpegPath(),
    logger: silentLogger,
    patience: 1e-6,
  });
  const file = await synthesise(dir, { format: 'flac', name: 'slow', seconds: 30 });
  await expect(hasty.measure(file, 'flac', quiet())).rejects.toMatchObject({ code: 'unavailable' });
  expect(await processesWith(file)).toEqual([]);
});

it('ends FFmpeg when aborted, and leaves no process', async () => {
  const file = await synthesise(dir, { format: 'wav', name: 'aborted', seconds: 120 });
  const stop = new AbortController();
  let running: Promise<string[]> | null = null;
  const onProgress = (): void => {
    running ??= processesWith(file).finally(() => stop.abort('enough'));
  };
  await expect(tools.measure(file, 'wav', { onProgress, signal: stop.signal })).rejects.toBe(
    'enough',
  );
  expect(await running).toHaveLength(1);
  expect(await processesWith(file)).toEqual([]);
});

/** Processes with this text in their command line. */
async function processesWith(text: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_pid, index) => lines[index]?.includes(text));
}

it('lets a file that is cut before its end be encoded', async () => {
  const whole = await synthesise(dir, { format: 'flac', name: 'whole', seconds: 4 });
  const file = path.join(dir, 'cut.flac');
  await writeFile(file, (await readFile(whole)).subarray(0, (await stat(whole)).size / 2));
  const target = { format: 'aac', path: path.join(dir, 'cut.m4a') } as const;
  await tools.encode(file, 'flac', target, { ...quiet(), durationMs: 2000 });
  const { durationMs } = await tools.measure(target.path, 'mp4', quiet());
  expect(durationMs).toBeGreaterThan(1000);
});

it('mixes surround sound down and brings high sample rates down', async () => {
  const file = await synthesise(dir, {
    format: 'flac',
    name: 'surround',
    seconds: 2,
    channels: 6,
    sampleRateHz: 96_000,
  });
  expect((await tools.readFile(file, 'flac', live())).properties).toMatchObject({
    channels: 6,
    sampleRateHz: 96_000,
  });
  expect((await tools.measure(file, 'flac', quiet())).durationMs).toBe(2000);
  for (const [format, container] of [
    ['aac', 'mp4'],
    ['opus', 'ogg'],
  ] as const) {
    const target = { format, path: path.join(dir, `surround.${format}`) };
    await tools.encode(file, 'flac', target, { ...quiet(), durationMs: 2000 });
    expect((await tools.readFile(target.path, container, live())).properties).toMatchObject({
      channels: 2,
      sampleRateHz: 48_000,
    });
  }
});

it('agrees with what FFmpeg says about loudness by itself', async () => {
  const file = await synthesise(dir, { format: 'wav', name: 'noise', seconds: 6, sound: 'noise' });
  const log = await ffmpeg(['-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'], 'info');
  const summary = log.slice(log.lastIndexOf('Summary:'));
  const { loudness } = await tools.measure(file, 'wav', quiet());
  expect(loudness.integratedLufs).toBe(Number(/I:\s+(\S+) LUFS/.exec(summary)?.[1]));
  expect(loudness.truePeakDbtp).toBe(Number(/Peak:\s+(\S+) dBFS/.exec(summary)?.[1]));
});
