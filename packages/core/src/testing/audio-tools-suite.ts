import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioContainer } from '../media/dispatch/index.ts';
import type { AudioMeasurements, AudioTools } from '../media/process/index.ts';

/** Audio that the suite asks for. */
interface AudioRequest {
  format: string;
  name?: string;
  seconds: number;
  /** A 997 Hz tone at -20 dBFS on both channels; with `rise` only in the second half. */
  sound: 'tone' | 'rise' | 'silence';
  tags?: Record<string, string>;
  cover?: Uint8Array;
}

/** One format the tools take and what they must say about it. */
export interface AudioFormatFacts {
  format: string;
  container: AudioContainer;
  codec: string;
  lossless: boolean;
  sampleRateHz: number;
  /** The format can hold a cover; this one is put in. */
  takesCover: boolean;
  /** What remains of a file that breaks off can be decoded. */
  playsWhenCut: boolean;
}

export interface AudioToolsSetup {
  tools: AudioTools;
  /** Empty folder for the suite. */
  dir: string;
  /** A PNG picture. */
  picture: Uint8Array;
  makeAudio(request: AudioRequest): Promise<string>;
  dispose(): Promise<void>;
}

const SECONDS = 3;
const CUT_SECONDS = 8;
const TONE_LUFS = -20;
const TONE_PEAK = 26;
const tags = { title: 'Tîtle 曲', artist: 'Björk', album: 'Ålbum', track: '3', date: '1999' };

const live = (): AbortSignal => new AbortController().signal;
const quiet = () => ({ onProgress: () => {}, signal: live() });

/** What all audio tools promise, on real files of every format. */
export function audioToolsSuite(
  engine: string,
  formats: readonly AudioFormatFacts[],
  open: () => Promise<AudioToolsSetup>,
): void {
  describe(`audio tools of ${engine}`, () => {
    let setup: AudioToolsSetup;
    beforeAll(async () => {
      setup = await open();
    });
    afterAll(() => setup.dispose());

    describe.each(formats)('$format', (facts) => {
      readsAndMeasures(facts, () => setup);
      survivesCuts(facts, () => setup);
    });
    knowsExtremes(() => setup);
    rejects(() => setup);
    encodes(() => setup);
    encodesLive(() => setup);
    preparesCovers(() => setup);
  });
}

function readsAndMeasures(facts: AudioFormatFacts, setup: () => AudioToolsSetup): void {
  it('reads tags, cover and properties', async () => {
    const { tools, makeAudio, picture } = setup();
    const cover = facts.takesCover ? { cover: picture } : {};
    const file = await makeAudio({ ...facts, seconds: SECONDS, sound: 'tone', tags, ...cover });
    const read = await tools.readFile(file, facts.container, live());
    expect(read.tags).toMatchObject({
      title: tags.title,
      artists: [tags.artist],
      albumTitle: tags.album,
      trackNumber: 3,
      year: 1999,
    });
    expect(read.tags.cover).toEqual(facts.takesCover ? new Uint8Array(picture) : null);
    const { codec, lossless, sampleRateHz } = facts;
    expect(read.properties).toMatchObject({ codec, lossless, sampleRateHz, channels: 2 });
    expect(read.properties.bitrateKbps).toBeGreaterThan(10);
  });

  it('measures length, loudness and peaks', async () => {
    const { tools, makeAudio } = setup();
    const name = `${facts.format}-rise`;
    const file = await makeAudio({ ...facts, name, seconds: SECONDS, sound: 'rise' });
    const progress: number[] = [];
    const found = await tools.measure(file, facts.container, {
      onProgress: (percent) => progress.push(percent),
      signal: live(),
    });
    expect(Math.abs(found.durationMs - SECONDS * 1000)).toBeLessThanOrEqual(50);
    expect(Math.abs((found.loudness.integratedLufs ?? 0) - TONE_LUFS)).toBeLessThan(1);
    expect(Math.abs((found.loudness.truePeakDbtp ?? 0) - TONE_LUFS)).toBeLessThan(1);
    expectRise(found);
    expect(progress.at(-1)).toBe(100);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
  });
}

function expectRise({ peaks }: AudioMeasurements): void {
  expect(peaks).toHaveLength(800);
  expect(Math.max(...peaks.subarray(0, 370))).toBeLessThanOrEqual(2);
  const sounding = peaks.subarray(430, 780);
  expect(Math.abs(Math.max(...sounding) - TONE_PEAK)).toBeLessThanOrEqual(5);
  expect(Math.min(...sounding)).toBeGreaterThan(TONE_PEAK / 2);
}

function survivesCuts(facts: AudioFormatFacts, setup: () => AudioToolsSetup): void {
  it.each([0.95, 0.6, 0.3])('takes what decodes of a file cut to %f of it', async (part) => {
    const { tools, makeAudio, dir } = setup();
    const request = { ...facts, name: `${facts.format}-whole`, seconds: CUT_SECONDS } as const;
    const whole = await readFile(await makeAudio({ ...request, sound: 'tone' }));
    const cut = path.join(dir, `${facts.format}-cut-${part}`);
    await writeFile(cut, whole.subarray(0, Math.floor(whole.length * part)));
    const read = () => tools.readFile(cut, facts.container, live());
    const measured = () => tools.measure(cut, facts.container, quiet());
    if (!facts.playsWhenCut) {
      await expect(read()).rejects.toMatchObject({ code: 'corrupt_audio' });
      await expect(measured()).rejects.toMatchObject({ code: 'corrupt_audio' });
      return;
    }
    expect((await read()).properties).toMatchObject({ codec: facts.codec });
    const { durationMs } = await measured();
    expect(durationMs).toBeGreaterThan(CUT_SECONDS * 1000 * part * 0.4);
    expect(durationMs).toBeLessThan(CUT_SECONDS * 1000 * Math.min(1, part + 0.2));
  });
}

function knowsExtremes(setup: () => AudioToolsSetup): void {
  it('finds no loudness in silence', async () => {
    const { tools, makeAudio } = setup();
    const file = await makeAudio({ format: 'flac', name: 'silence', seconds: 2, sound: 'silence' });
    const { loudness, peaks } = await tools.measure(file, 'flac', quiet());
    expect(loudness).toEqual({ integratedLufs: null, truePeakDbtp: null });
    expect(new Set(peaks)).toEqual(new Set([0]));
  });

  it('measures a tenth of a second', async () => {
    const { tools, makeAudio } = setup();
    const file = await makeAudio({ format: 'wav', name: 'blip', seconds: 0.1, sound: 'tone' });
    const { durationMs, loudness, peaks } = await tools.measure(file, 'wav', quiet());
    expect(durationMs).toBe(100);
    expect(loudness.integratedLufs).toBeNull();
    expect(loudness.truePeakDbtp).toBeCloseTo(TONE_LUFS, 0);
    expect(peaks).toHaveLength(800);
    expect(Math.max(...peaks)).toBeGreaterThan(TONE_PEAK - 5);
  });

  it('has no tags where the file has none', async () => {
    const { tools, makeAudio } = setup();
    const file = await makeAudio({ format: 'mp3', name: 'untagged', seconds: 1, sound: 'tone' });
    const read = await tools.readFile(file, 'mp3', live());
    expect(read.tags).toEqual({
      title: null,
      artists: [],
      albumTitle: null,
      albumArtist: null,
      compilation: false,
      trackNumber: null,
      discNumber: null,
      year: null,
      genres: [],
      lyrics: null,
      musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
      cover: null,
    });
  });
}

function rejects(setup: () => AudioToolsSetup): void {
  const containers: AudioContainer[] = ['mp3', 'flac', 'mp4', 'ogg', 'wav', 'aiff', 'aac'];

  it.each(containers)('rejects bytes that only claim to be %s', async (container) => {
    const { tools, dir } = setup();
    const file = path.join(dir, `noise-${container}`);
    await writeFile(file, Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * at) % 251)));
    const rejection = { name: 'MediaRejectedError', code: 'corrupt_audio' };
    await expect(tools.readFile(file, container, live())).rejects.toMatchObject(rejection);
    await expect(tools.measure(file, container, quiet())).rejects.toMatchObject(rejection);
  });

  it('stops when told to', async () => {
    const { tools, makeAudio, dir } = setup();
    const file = await makeAudio({ format: 'flac', name: 'stop', seconds: 120, sound: 'tone' });
    const reason = new Error('enough');
    const during = (act: (run: ReturnType<typeof quiet>) => Promise<unknown>): Promise<unknown> => {
      const stop = new AbortController();
      return act({ onProgress: () => stop.abort(reason), signal: stop.signal });
    };
    const aborted = AbortSignal.abort(reason);
    await expect(tools.readFile(file, 'flac', aborted)).rejects.toBe(reason);
    await expect(during((run) => tools.measure(file, 'flac', run))).rejects.toBe(reason);
    const target = { format: 'aac', path: path.join(dir, 'stopped.m4a') } as const;
    const encoding = during((run) =>
      tools.encode(file, 'flac', target, { ...run, durationMs: 120_000 }),
    );
    await expect(encoding).rejects.toBe(reason);
    await expect(stat(target.path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
}

function encodes(setup: () => AudioToolsSetup): void {
  it.each([
    ['aac', 'mp4', 'm4a'],
    ['opus', 'ogg', 'opus'],
  ] as const)('encodes as %s without tags', async (format, container, extension) => {
    const { tools, makeAudio, dir, picture } = setup();
    const name = `to-${format}`;
    const request = { format: 'flac', name, seconds: SECONDS, sound: 'rise', tags } as const;
    const source = await makeAudio({ ...request, cover: picture });
    const target = { format, path: path.join(dir, `encoded.${extension}`) };
    const progress: number[] = [];
    const onProgress = (percent: number) => progress.push(percent);
    const durationMs = SECONDS * 1000;
    await tools.encode(source, 'flac', target, { durationMs, onProgress, signal: live() });
    const read = await tools.readFile(target.path, container, live());
    expect(read.properties).toMatchObject({ codec: format, lossless: false, channels: 2 });
    expect(read.tags).toMatchObject({ title: null, artists: [], albumTitle: null, cover: null });
    const measured = await tools.measure(target.path, container, quiet());
    expect(Math.abs(measured.durationMs - durationMs)).toBeLessThanOrEqual(50);
    expectRise(measured);
    expect(progress.at(-1)).toBe(100);
  });
}

function encodesLive(setup: () => AudioToolsSetup): void {
  it.each([
    ['mp3', 'mp3', 96],
    ['opus', 'ogg', 64],
    ['aac', 'aac', 128],
  ] as const)('encodes %s while it is sent, from a place on', async (codec, container, kbps) => {
    const { tools, makeAudio, dir } = setup();
    const name = `live-${codec}`;
    const request = { format: 'flac', name, seconds: SECONDS, sound: 'tone', tags } as const;
    const source = await makeAudio(request);
    for (const startMs of [0, 1000]) {
      const chunks: Uint8Array[] = [];
      const target = { codec, bitrateKbps: kbps, startMs };
      await tools.encodeLive(source, 'flac', target, {
        durationMs: SECONDS * 1000,
        signal: live(),
        send: async (chunk) => void chunks.push(Uint8Array.from(chunk)),
      });
      const file = path.join(dir, `${name}-${startMs}`);
      await writeFile(file, Buffer.concat(chunks));
      const { properties, tags: found } = await tools.readFile(file, container, live());
      expect(properties).toMatchObject({ codec, lossless: false });
      expect(found).toMatchObject({ title: null, artists: [] });
      const { durationMs } = await tools.measure(file, container, quiet());
      expect(Math.abs(durationMs - (SECONDS * 1000 - startMs))).toBeLessThanOrEqual(120);
    }
  });

  it('ends with whoever takes it', async () => {
    const { tools, makeAudio } = setup();
    const source = await makeAudio({ format: 'flac', name: 'gone', seconds: 60, sound: 'tone' });
    const target = { codec: 'mp3', bitrateKbps: 320, startMs: 0 } as const;
    const gone = new Error('gone');
    const run = { durationMs: 60_000, signal: live(), send: () => Promise.reject(gone) };
    await expect(tools.encodeLive(source, 'flac', target, run)).rejects.toBe(gone);
    const stop = new AbortController();
    const pausing = {
      durationMs: 60_000,
      signal: stop.signal,
      send: async () => stop.abort(gone),
    };
    await expect(tools.encodeLive(source, 'flac', target, pausing)).rejects.toBe(gone);
  });
}

function preparesCovers(setup: () => AudioToolsSetup): void {
  it('makes a WebP of a picture', async () => {
    const { tools, picture } = setup();
    const cover = Buffer.from((await tools.prepareCover(picture)) ?? []);
    expect(cover.toString('latin1', 0, 4)).toBe('RIFF');
    expect(cover.toString('latin1', 8, 12)).toBe('WEBP');
  });

  it.each([
    ['nothing', ''],
    ['text', 'not a picture'],
    ['markup', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ])('makes nothing of %s', async (_what, content) => {
    expect(await setup().tools.prepareCover(Buffer.from(content))).toBeNull();
  });
}
