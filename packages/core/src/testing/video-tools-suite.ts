import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  planVideo,
  type RenderedVideo,
  type Segment,
  type VideoPlan,
  type VideoProperties,
  type VideoSource,
  type VideoTools,
} from '../media/video/index.ts';

/** A video that the suite asks for: a moving test picture. */
export interface VideoRequest {
  name: string;
  seconds: number;
  width: number;
  height: number;
  framesPerSecond?: number;
  sound?: 'tone' | 'none';
  /**
   * What is special about it: turned by 90 degrees; frames at irregular times; pixels of 4:3; HDR
   * (PQ or HLG, 10 bit); interlaced; black at first; tagged with a place, a time and a title.
   */
  twist?:
    | 'rotated'
    | 'irregular'
    | 'anamorphic'
    | 'pq'
    | 'hlg'
    | 'interlaced'
    | 'dark-start'
    | 'tagged';
  /** One colour instead of the test picture, its signal as RRGGBB. */
  fill?: string;
}

/** What a decoder that is not under test says about a file. */
export interface FileFacts {
  video: { codec: string; pixelFormat: string; width: number; height: number; rotated: boolean };
  audio: { codec: string } | null;
  durationMs: number;
  /** Times in seconds of keyframes and of all frames. */
  keyframes: number[];
  frames: number[];
  /** Everything the file says about itself, as text. */
  tags: string;
}

export interface VideoToolsSetup {
  tools: VideoTools;
  dir: string;
  /** Every container and codec that is promised. */
  formats: readonly string[];
  makeVideo(request: VideoRequest): Promise<VideoSource>;
  /** Two seconds of 320 by 240 with sound. */
  makeFormat(format: string): Promise<VideoSource>;
  inspect(file: string): Promise<FileFacts>;
  /** Mean brightness of a picture or of the first frame of a video, 0 to 255. */
  brightness(file: string): Promise<number>;
  dispose(): Promise<void>;
}

const live = (): AbortSignal => new AbortController().signal;
const FRAME_MS = 1000 / 25;

/** What all engines of video tools promise, on real files. */
export function describeVideoTools(engine: string, open: () => Promise<VideoToolsSetup>): void {
  describe(`video tools of ${engine}`, () => {
    let setup: VideoToolsSetup;
    beforeAll(async () => {
      setup = await open();
    });
    afterAll(() => setup.dispose());

    probesVideos(() => setup);
    rendersAnHlsLadder(() => setup);
    straightensVideos(() => setup);
    illustratesVideos(() => setup);
    failsCleanly(() => setup);
  });
}

interface Rendered {
  video: VideoProperties;
  plan: VideoPlan;
  made: RenderedVideo;
  dir: string;
  progress: number[];
  at: (fileName: string) => string;
}

let renderings = 0;

async function render({ tools, dir }: VideoToolsSetup, source: VideoSource): Promise<Rendered> {
  const video = await tools.probe(source, live());
  const plan = planVideo(video);
  renderings += 1;
  const target = path.join(dir, `rendered-${renderings}`);
  await mkdir(target);
  const progress: number[] = [];
  const onProgress = (percent: number) => progress.push(percent);
  const made = await tools.render(source, video, plan, { dir: target, onProgress, signal: live() });
  return { video, plan, made, dir: target, progress, at: (name) => path.join(target, name) };
}

function probesVideos(setup: () => VideoToolsSetup): void {
  it('knows every format', async () => {
    const { tools, formats, makeFormat } = setup();
    expect(formats.length).toBeGreaterThan(5);
    for (const format of formats) {
      const video = await tools.probe(await makeFormat(format), live());
      const facts = { width: video.width, height: video.height, sound: video.audio !== null };
      expect({ format, ...facts }).toEqual({ format, width: 320, height: 240, sound: true });
      expect(Math.abs((video.durationMs ?? 0) - 2000)).toBeLessThan(150);
    }
  });

  it('reads when and where a video was made', async () => {
    const { tools, makeVideo } = setup();
    const size = { width: 160, height: 120 };
    const source = await makeVideo({ name: 'tagged', seconds: 1, ...size, twist: 'tagged' });
    expect((await tools.probe(source, live())).tags).toMatchObject({
      captured: { at: new Date('2023-07-01T10:00:00Z'), offsetMinutes: 0 },
      location: { latitude: 52.52, longitude: 13.405 },
    });
    const { made, at } = await render(setup(), source);
    for (const { fileName } of made.files) {
      const bytes = await readFile(at(fileName));
      expect(bytes.includes('52.52'), `${fileName} tells where it was made`).toBe(false);
    }
  });
}

function rendersAnHlsLadder(setup: () => VideoToolsSetup): void {
  it('encodes a ladder up to the source, with the same keyframes in every rung', async () => {
    const size = { width: 960, height: 540 };
    const source = await setup().makeVideo({ name: 'ladder', seconds: 9, ...size });
    const { made, at, progress } = await render(setup(), source);
    expect(made.rungs.map(({ name }) => name)).toEqual(['360p', '540p']);
    expect(Math.abs(made.durationMs - 9000)).toBeLessThanOrEqual(2 * FRAME_MS);
    expect(progress.at(-1)).toBe(100);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const facts = await Promise.all(
      made.rungs.map(({ fileName }) => setup().inspect(at(fileName))),
    );
    for (const [index, { video, audio, keyframes }] of facts.entries()) {
      const { width, height } = made.rungs[index] ?? {};
      expect(video).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p', width, height });
      expect(audio).toEqual({ codec: 'aac' });
      expect(keyframes).toEqual(facts[0]?.keyframes);
    }
    expect(made.rungs[0].codecs).toMatch(/^avc1\.64[0-9a-f]{4},mp4a\.40\.2$/);
    const times = made.rungs.map(({ segments }) => segments.map((one) => one.durationSeconds));
    expect(times[1]?.length).toBe(times[0]?.length);
    const listed = made.files.map(({ fileName }) => fileName).sort();
    expect(listed).toEqual([
      ...['360p.m3u8', '360p.mp4', '540p.m3u8', '540p.mp4', 'master.m3u8', 'poster.jpg'],
      ...['preview.mp4', 'storyboard.jpg', 'storyboard.vtt', 'video.mp4'],
    ]);
    for (const { fileName, sizeBytes } of made.files) {
      expect((await stat(at(fileName))).size).toBe(sizeBytes);
    }
    for (const { fileName, initBytes, segments } of made.rungs) {
      await expectWhole(at(fileName), initBytes, segments);
    }
  });

  it('copies what browsers play already, without its tags', async () => {
    const size = { width: 320, height: 240 };
    const source = await setup().makeVideo({
      name: 'copied',
      seconds: 2,
      ...size,
      twist: 'tagged',
    });
    const { made, at, plan } = await render(setup(), source);
    expect(plan.copySource).toBe(true);
    const [original, copy] = await Promise.all([source.path, at('video.mp4')].map(setup().inspect));
    expect(copy?.frames.length).toBe(original?.frames.length);
    expect(copy?.tags).not.toMatch(/52\.52|2023|secret/i);
    expect(original?.tags).toMatch(/secret/);
    const file = await readFile(at(made.mp4.fileName));
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
  });

  it('encodes what they do not', async () => {
    const { made, at } = await render(setup(), await setup().makeFormat('avi'));
    const { video, audio } = await setup().inspect(at(made.mp4.fileName));
    expect([video.codec, audio?.codec]).toEqual(['h264', 'aac']);
  });
}

/** Segments follow one another to the end of the file, and none is too short. */
async function expectWhole(file: string, initBytes: number, segments: readonly Segment[]) {
  let end = initBytes;
  for (const segment of segments) {
    expect(segment.offsetBytes).toBe(end);
    expect(segment.durationSeconds).toBeGreaterThanOrEqual(2);
    end += segment.lengthBytes;
  }
  expect((await stat(file)).size).toBe(end);
}

function straightensVideos(setup: () => VideoToolsSetup): void {
  it.each([
    ['rotated', { width: 320, height: 240 }, { width: 240, height: 320 }],
    ['anamorphic', { width: 240, height: 240 }, { width: 320, height: 240 }],
    ['interlaced', { width: 320, height: 240 }, { width: 320, height: 240 }],
    ['irregular', { width: 321, height: 241 }, { width: 320, height: 240 }],
  ] as const)('makes the best of one that is %s', async (twist, size, expected) => {
    const source = await setup().makeVideo({ name: twist, seconds: 3, ...size, twist });
    const { made, at } = await render(setup(), source);
    const { video, frames } = await setup().inspect(at(made.rungs[0].fileName));
    expect(video).toMatchObject({ ...expected, rotated: false });
    const spanMs = 1000 * ((frames.at(-1) ?? 0) - (frames[0] ?? 0));
    expect(Math.abs(spanMs - 3000)).toBeLessThanOrEqual(3 * FRAME_MS);
  });

  it('keeps irregular times as they are', async () => {
    const size = { width: 320, height: 240 };
    const source = await setup().makeVideo({
      name: 'times',
      seconds: 3,
      ...size,
      twist: 'irregular',
    });
    const { made, at } = await render(setup(), source);
    const [before, after] = await Promise.all(
      [source.path, at(made.rungs[0].fileName)].map(setup().inspect),
    );
    expect(gaps(after?.frames ?? [])).toEqual(gaps(before?.frames ?? []));
  });

  it('plays without sound what has none, and thins out what is too fast', async () => {
    const size = { width: 320, height: 240, framesPerSecond: 120 };
    const source = await setup().makeVideo({ name: 'fast', seconds: 2, ...size, sound: 'none' });
    const { made, at } = await render(setup(), source);
    const { audio, frames } = await setup().inspect(at(made.rungs[0].fileName));
    expect(audio).toBeNull();
    expect(Math.abs(frames.length - 120)).toBeLessThanOrEqual(2);
    expect(made.rungs[0].codecs).toMatch(/^avc1\.[0-9a-f]{6}$/);
  });

  it.each([
    ['pq', 'smpte2084'],
    ['hlg', 'arib-std-b67'],
  ] as const)('makes of HDR as %s what every browser plays', async (twist, transfer) => {
    const source = await setup().makeVideo({
      ...{ name: twist, seconds: 1, width: 320, height: 240, twist },
    });
    const { made, at, video } = await render(setup(), source);
    expect(video.colour.transfer).toBe(transfer);
    const { video: shown, tags } = await setup().inspect(at(made.mp4.fileName));
    expect(shown.pixelFormat).toBe('yuv420p');
    expect(tags).toContain('bt709');
    expect(tags).not.toMatch(/bt2020|smpte2084|arib-std-b67/);
    const light = await setup().brightness(at(made.poster.fileName));
    expect(light).toBeGreaterThan(40);
    expect(light).toBeLessThan(220);
  });

  // The same numbers mean another light in PQ (SMPTE ST 2084: 200 of 255 are 1500 cd/m2, 30 are less
  // than one), and another colour in BT.2020: what is passed on as it is looks grey and pale.
  it.each([
    ['pq', 'c8c8c8', 200, { from: 240, to: 255 }],
    ['pq', '1e1e1e', 30, { from: 12, to: 25 }],
    ['hlg', '28c828', 133, { from: 80, to: 118 }],
  ] as const)('maps the tones of %s: %s', async (twist, fill, signal, wanted) => {
    const source = await setup().makeVideo({
      ...{ name: `${twist}-${fill}`, seconds: 1, width: 160, height: 120, twist, fill },
    });
    expect(Math.abs((await setup().brightness(source.path)) - signal)).toBeLessThan(4);
    const { made, at } = await render(setup(), source);
    const light = await setup().brightness(at(made.poster.fileName));
    expect(light).toBeGreaterThan(wanted.from);
    expect(light).toBeLessThanOrEqual(wanted.to);
  });
}

/** Distances between frames, rounded to 5 ms: containers count time in different units. */
function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => 5 * Math.round((time - (times[index] ?? 0)) * 200));
}

function illustratesVideos(setup: () => VideoToolsSetup): void {
  it('takes a poster that is not black, and shows all of the video in small', async () => {
    const size = { width: 640, height: 360 };
    const source = await setup().makeVideo({
      name: 'dark',
      seconds: 8,
      ...size,
      twist: 'dark-start',
    });
    expect(await setup().brightness(source.path)).toBeLessThan(20);
    const { made, at } = await render(setup(), source);
    expect(await setup().brightness(at(made.poster.fileName))).toBeGreaterThan(60);
    const { storyboard } = made;
    expect(storyboard.count * storyboard.intervalMs).toBeGreaterThanOrEqual(made.durationMs - 250);
    const board = (await setup().inspect(at(storyboard.fileName))).video;
    expect(board.width).toBe(storyboard.tileWidth * storyboard.columns);
    const rows = Math.ceil(storyboard.count / storyboard.columns);
    expect(board.height).toBeGreaterThanOrEqual(storyboard.tileHeight * rows);
    const preview = await setup().inspect(at(made.preview.fileName));
    expect(preview.audio).toBeNull();
    expect(Math.abs(preview.durationMs - 6000)).toBeLessThan(400);
  });
}

function failsCleanly(setup: () => VideoToolsSetup): void {
  it('ends when it is told to, with that reason', async () => {
    const { tools, makeVideo, dir } = setup();
    const size = { width: 1280, height: 720 };
    const source = await makeVideo({ name: 'aborted', seconds: 20, ...size });
    const video = await tools.probe(source, live());
    const stop = new AbortController();
    const onProgress = () => stop.abort('enough');
    const target = path.join(dir, 'aborted');
    await mkdir(target);
    const run = { dir: target, onProgress, signal: stop.signal };
    await expect(tools.render(source, video, planVideo(video), run)).rejects.toBe('enough');
    await expect(tools.probe(source, AbortSignal.abort('no'))).rejects.toBe('no');
  });

  it('makes what it can of a video that breaks off', async () => {
    const source = await setup().makeFormat('broken-off');
    const { made } = await render(setup(), source);
    expect(made.durationMs).toBeGreaterThan(300);
    expect(made.durationMs).toBeLessThan(2000);
  });

  it.each([
    ['noise', 'corrupt_video'],
    ['empty', 'corrupt_video'],
    ['sound-only', 'no_video_stream'],
    ['cover-only', 'no_video_stream'],
  ])('rejects %s for good', async (format, code) => {
    const { tools, makeFormat } = setup();
    const rejection = { name: 'MediaRejectedError', code };
    await expect(tools.probe(await makeFormat(format), live())).rejects.toMatchObject(rejection);
  });
}
