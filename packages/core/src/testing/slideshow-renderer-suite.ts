import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  planSlideshow,
  type SlideshowPhoto,
  type SlideshowRenderer,
  type SlideshowSong,
  type SlideshowSpec,
  type Timeline,
} from '../slideshow/index.ts';

type Colour = readonly [number, number, number];

/** A photo that the suite asks for: one colour, and a square of another in the middle. */
export interface PhotoRequest {
  name: string;
  width: number;
  height: number;
  colour: Colour;
  square?: { side: number; colour: Colour };
  format?: 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif';
  /** EXIF orientation to store; `width` and `height` are those of the upright photo. */
  orientation?: number;
}

export interface VideoFacts {
  width: number;
  height: number;
  fps: number;
  frameCount: number;
  durationMs: number;
  /** As FFmpeg prints it: codec, pixel format, colours. */
  video: string;
  /** Null without sound. */
  audio: string | null;
}

export interface SlideshowRendererSetup {
  renderer: SlideshowRenderer;
  /** Empty folder for the suite. */
  dir: string;
  makePhoto(request: PhotoRequest): Promise<string>;
  /** An MP4 of ours, without sound: each colour fills the picture for a second. */
  makeClip(request: {
    name: string;
    width: number;
    height: number;
    colours: readonly Colour[];
  }): Promise<string>;
  /** A WAV file: a 997 Hz tone at -20 dBFS on both channels; with `rise` only in the second half. */
  makeSong(request: { name: string; seconds: number; sound: 'tone' | 'rise' }): Promise<string>;
  inspect(video: string): Promise<VideoFacts>;
  /** RGB pixels of one frame, three bytes each. */
  readFrame(video: string, frame: number): Promise<Uint8Array>;
  /** Integrated loudness of a part of the sound in LUFS; -Infinity for silence. */
  measureLoudness(video: string, part: { fromMs: number; toMs: number }): Promise<number>;
  dispose(): Promise<void>;
}

const RED: Colour = [200, 40, 40];
const GREEN: Colour = [40, 180, 60];
const BLUE: Colour = [40, 60, 200];
/** Video keeps colours to within rounding in YUV and what the encoder loses. */
const TOLERANCE = 10;

const photo = (id: string, width: number, height: number): SlideshowPhoto => ({
  ...{ id, width, height, focus: null, caption: null },
});

const plain: SlideshowSpec = {
  photos: [photo('red', 640, 360), photo('green', 640, 360)],
  pace: { kind: 'seconds', secondsPerPhoto: 1 },
  transition: { kind: 'fade', durationMs: 400 },
  motion: 'none',
  fit: 'auto',
  title: null,
  aspect: '16:9',
  shortSide: 720,
  fps: 25,
  music: null,
  cutsOnBeat: false,
};

/** What all renderers promise, on real photos, songs and videos. */
export function describeSlideshowRenderer(
  engine: string,
  open: () => Promise<SlideshowRendererSetup>,
): void {
  describe(`slideshow renderer of ${engine}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await setStage(await open());
    });
    afterAll(() => stage.setup.dispose());

    meetsTheTimeline(() => stage);
    mixesPhotos(() => stage);
    framesPhotos(() => stage);
    movesSmoothly(() => stage);
    playsClips(() => stage);
    writesTexts(() => stage);
    playsMusic(() => stage);
    failsCleanly(() => stage);
  });
}

interface Stage {
  setup: SlideshowRendererSetup;
  photos: Map<string, string>;
}

interface Rendered {
  timeline: Timeline;
  path: string;
  posterPath: string;
  width: number;
  height: number;
  progress: number[];
  answer: Awaited<ReturnType<SlideshowRenderer['render']>>;
}

async function setStage(setup: SlideshowRendererSetup): Promise<Stage> {
  const photos = new Map<string, string>();
  const size = { width: 640, height: 360 };
  for (const [name, colour] of Object.entries({ red: RED, green: GREEN, blue: BLUE })) {
    photos.set(name, await setup.makePhoto({ name, ...size, colour }));
  }
  return { setup, photos };
}

let renderings = 0;

async function render(
  { setup, photos }: Stage,
  over: Partial<SlideshowSpec> = {},
  more: {
    quality?: 'final' | 'preview';
    song?: SlideshowSong & { path: string };
    signal?: AbortSignal;
    onProgress?: (frames: number) => void;
  } = {},
): Promise<Rendered> {
  renderings += 1;
  const timeline = planSlideshow({ ...plain, ...over }, more.song ?? null);
  const target = {
    path: path.join(setup.dir, `video-${renderings}.mp4`),
    posterPath: path.join(setup.dir, `video-${renderings}.jpg`),
    quality: more.quality ?? 'preview',
  };
  const progress: number[] = [];
  const song = more.song ? { path: more.song.path, container: 'wav' as const } : null;
  const answer = await setup.renderer.render(timeline, { photos, song }, target, {
    signal: more.signal ?? new AbortController().signal,
    onProgress: (frames) => {
      progress.push(frames);
      more.onProgress?.(frames);
    },
  });
  return { timeline, ...target, ...answer, progress, answer };
}

function pixel(rgb: Uint8Array, width: number, x: number, y: number): number[] {
  const at = (Math.round(y) * width + Math.round(x)) * 3;
  return [...rgb.subarray(at, at + 3)];
}

function expectColour(found: readonly number[], wanted: Colour, tolerance = TOLERANCE): void {
  const distance = Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? 0))));
  expect(distance, `${found} is not ${wanted}`).toBeLessThanOrEqual(tolerance);
}

const mean = (one: Colour, other: Colour): Colour =>
  one.map((value, at) => (value + (other[at] ?? 0)) / 2) as unknown as Colour;

function meetsTheTimeline(stage: () => Stage): void {
  it.each([
    ['16:9', 25, 1280, 720],
    ['9:16', 30, 720, 1280],
    ['1:1', 25, 720, 720],
    ['4:3', 30, 960, 720],
  ] as const)(
    'renders %s at %i frames per second to the frame',
    async (aspect, fps, width, height) => {
      const { setup } = stage();
      const shown = await render(stage(), { aspect, fps }, { quality: 'final' });
      const facts = await setup.inspect(shown.path);
      expect(facts).toMatchObject({ width, height, fps, frameCount: 2 * fps, audio: null });
      expect(facts.video).toMatch(/h264.*yuv420p\(tv, bt709/);
      expect(shown.answer).toMatchObject({ width, height, durationMs: 2000 });
      expect(shown.answer.sizeBytes).toBe((await readFile(shown.path)).length);
    },
  );

  it('can be played before all of it is loaded', async () => {
    const file = await readFile((await render(stage())).path);
    const [index, media] = ['moov', 'mdat'].map((box) => file.indexOf(box));
    expect(index).toBeGreaterThan(0);
    expect(index).toBeLessThan(media ?? 0);
  });

  it('tells its progress, ascending to all frames', async () => {
    const { progress } = await render(stage());
    expect(progress.at(-1)).toBe(50);
    expect(progress).toEqual([...new Set(progress)].sort((one, other) => one - other));
  });

  it('makes a poster of the first photo', async () => {
    const shown = await render(stage());
    expect((await readFile(shown.posterPath)).subarray(0, 3)).toEqual(
      Buffer.from([0xff, 0xd8, 0xff]),
    );
    const poster = await stage().setup.readFrame(shown.posterPath, 0);
    expectColour(pixel(poster, shown.width, shown.width / 2, shown.height / 2), RED);
  });

  it('previews the same timeline in 360p', async () => {
    const { path: video } = await render(stage(), { aspect: '9:16', shortSide: 2160, fps: 30 });
    const facts = await stage().setup.inspect(video);
    expect(facts).toMatchObject({ width: 360, height: 640, fps: 30, frameCount: 60 });
  });

  it('leaves nothing but the video and its poster', async () => {
    const before = await readdir(stage().setup.dir);
    const shown = await render(stage());
    const after = await readdir(stage().setup.dir);
    const added = [shown.path, shown.posterPath].map((file) => path.basename(file));
    expect(after.filter((name) => !before.includes(name)).sort()).toEqual(added.sort());
  });

  it('shows a photo twice, and more photos than are held at once', async () => {
    const names = ['red', 'green', 'blue', 'red', 'red', 'blue', 'green', 'blue', 'green', 'red'];
    const colours: Readonly<Record<string, Colour>> = { red: RED, green: GREEN, blue: BLUE };
    const shown = await render(stage(), {
      photos: names.map((name) => photo(name, 640, 360)),
      transition: { kind: 'cut', durationMs: 0 },
    });
    for (const [index, name] of names.entries()) {
      const frame = await stage().setup.readFrame(shown.path, index * 25);
      expectColour(pixel(frame, shown.width, 320, 180), colours[name] as Colour);
    }
  });
}

function mixesPhotos(stage: () => Stage): void {
  const halfway = async (kind: SlideshowSpec['transition']['kind']) => {
    const shown = await render(stage(), { transition: { kind, durationMs: 400 } });
    const before = await stage().setup.readFrame(shown.path, 19);
    const after = await stage().setup.readFrame(shown.path, 31);
    expectColour(pixel(before, shown.width, 320, 180), RED);
    expectColour(pixel(after, shown.width, 320, 180), GREEN);
    const [one, other] = await Promise.all(
      [24, 25].map((frame) => stage().setup.readFrame(shown.path, frame)),
    );
    return { ...shown, one: one as Uint8Array, other: other as Uint8Array };
  };

  it('changes from one frame to the next in a cut', async () => {
    const { one, other, width } = await halfway('cut');
    expectColour(pixel(one, width, 320, 180), RED);
    expectColour(pixel(other, width, 320, 180), GREEN);
  });

  it.each(['fade', 'zoom'] as const)('blends photos halfway in a %s', async (kind) => {
    const { one, other, width } = await halfway(kind);
    const middle = [one, other].map((frame) => pixel(frame, width, 320, 180));
    const blend = middle[0]?.map((value, at) => (value + (middle[1]?.[at] ?? 0)) / 2) ?? [];
    expectColour(blend, mean(RED, GREEN));
  });

  it.each(['wipe', 'slide'] as const)('has both photos side by side in a %s', async (kind) => {
    const { one, other, width } = await halfway(kind);
    for (const frame of [one, other]) {
      expectColour(pixel(frame, width, 100, 180), RED);
      expectColour(pixel(frame, width, 540, 180), GREEN);
    }
  });
}

function framesPhotos(stage: () => Stage): void {
  it('fills around a photo of another shape without stretching it', async () => {
    const { setup, photos } = stage();
    const request = { name: 'tall', width: 300, height: 600, colour: BLUE };
    photos.set('tall', await setup.makePhoto({ ...request, square: { side: 150, colour: RED } }));
    const tall = photo('tall', 300, 600);
    const { path: video, width, height } = await render(stage(), { photos: [tall, tall] });
    const frame = await setup.readFrame(video, 5);
    const seen = (x: number, y: number): number[] => pixel(frame, width, x, y);
    expectColour(seen(320, 20), BLUE);
    expectColour(seen(320, 180), RED);
    const across = Array.from({ length: width }, (_, x) => (seen(x, 180)[0] ?? 0) > 160);
    const down = Array.from({ length: height }, (_, y) => (seen(320, y)[0] ?? 0) > 160);
    expect(across.filter(Boolean).length).toBeGreaterThanOrEqual(88);
    expect(across.filter(Boolean).length).toBeLessThanOrEqual(92);
    expect(down.filter(Boolean).length).toBeGreaterThanOrEqual(88);
    expect(down.filter(Boolean).length).toBeLessThanOrEqual(92);
    const [, , besides = 0] = seen(40, 60);
    expect(besides).toBeGreaterThan(60);
    expect(besides).toBeLessThan(BLUE[2] * 0.8);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns a photo of orientation %i upright',
    async (orientation) => {
      const { setup, photos } = stage();
      const name = `turned-${orientation}`;
      const request = { name, width: 640, height: 360, colour: GREEN, orientation };
      photos.set(name, await setup.makePhoto({ ...request, square: { side: 120, colour: RED } }));
      const turned = photo(name, 640, 360);
      const { path: video, width } = await render(stage(), { photos: [turned, turned] });
      const frame = await setup.readFrame(video, 5);
      expectColour(pixel(frame, width, 320, 180), RED);
      expectColour(pixel(frame, width, 40, 40), GREEN);
      expectColour(pixel(frame, width, 600, 320), GREEN);
    },
  );

  it('takes any mix of formats, sizes and shapes', async () => {
    const { setup, photos } = stage();
    const formats = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const;
    const mixed: SlideshowPhoto[] = [];
    for (const [index, format] of formats.entries()) {
      const size = { width: 40 + 397 * index, height: index % 2 === 0 ? 900 : 500 };
      const request = { name: `mixed-${format}`, ...size, colour: BLUE, format };
      photos.set(request.name, await setup.makePhoto(request));
      mixed.push(photo(request.name, size.width, size.height));
    }
    const shown = await render(stage(), { photos: mixed, motion: 'gentle' });
    for (const index of formats.keys()) {
      const frame = await setup.readFrame(shown.path, 12 + 25 * index);
      expectColour(pixel(frame, shown.width, 320, 180), BLUE);
    }
  });
}

function movesSmoothly(stage: () => Stage): void {
  it('zooms without jitter: what stands still in the photo moves evenly on screen', async () => {
    const { setup, photos } = stage();
    const request = { name: 'dot', width: 1920, height: 1080, colour: [20, 20, 20] as Colour };
    const square = { side: 90, colour: [230, 230, 230] as Colour };
    photos.set('dot', await setup.makePhoto({ ...request, square }));
    const dot = { ...photo('dot', 1920, 1080), focus: { x: 0, y: 0 } };
    const { path: video, width } = await render(
      stage(),
      { photos: [dot, dot], pace: { kind: 'seconds', secondsPerPhoto: 2 } },
      { quality: 'final' },
    );
    expect(width).toBe(1280);
    const still = await centres(setup, video, width);
    expect(Math.max(...steps(still).map(Math.abs))).toBeLessThan(0.02);
    const moving = await render(
      stage(),
      { photos: [dot, dot], pace: { kind: 'seconds', secondsPerPhoto: 2 }, motion: 'gentle' },
      { quality: 'final' },
    );
    const moved = steps(await centres(setup, moving.path, width));
    expect(Math.min(...moved)).toBeGreaterThan(1);
    expect(Math.max(...steps(moved).map(Math.abs))).toBeLessThan(0.4);
  });
}

function playsClips(stage: () => Stage): void {
  const clip = async (
    name: string,
    size: { width: number; height: number },
    part: { startMs: number; lengthMs: number },
  ): Promise<SlideshowPhoto> => {
    const { setup, photos } = stage();
    photos.set(name, await setup.makeClip({ name, ...size, colours: [RED, GREEN, BLUE] }));
    return { ...photo(name, size.width, size.height), clip: part };
  };
  const cut = { kind: 'cut', durationMs: 0 } as const;
  const seen = async (shown: Rendered, frame: number, x = 320): Promise<number[]> =>
    pixel(await stage().setup.readFrame(shown.path, frame), shown.width, x, 180);

  it('moves from the time it starts at, for its own length, and stays on its last picture', async () => {
    const photos = [
      await clip('part', { width: 640, height: 360 }, { startMs: 1000, lengthMs: 3000 }),
      photo('red', 640, 360),
    ];
    const shown = await render(stage(), { photos, transition: cut, motion: 'gentle' });
    expect(shown.timeline.frameCount).toBe(100);
    for (const [frame, colour] of [
      ...([
        [0, GREEN],
        [23, GREEN],
        [26, BLUE],
        [48, BLUE],
        [74, BLUE],
      ] as const),
      ...([
        [75, RED],
        [99, RED],
      ] as const),
    ]) {
      expectColour(await seen(shown, frame), colour);
    }
  });

  it('is whole over a blurred copy of itself, moving too', async () => {
    const tall = await clip(
      'tall-clip',
      { width: 180, height: 360 },
      { startMs: 0, lengthMs: 2000 },
    );
    const shown = await render(stage(), { photos: [tall, tall], transition: cut });
    expectColour(await seen(shown, 5), RED);
    expectColour(await seen(shown, 45), GREEN);
    expect((await seen(shown, 5, 40))[0]).toBeLessThan(RED[0] * 0.8);
    expect((await seen(shown, 45, 40))[1]).toBeGreaterThan(GREEN[1] * 0.4);
  });

  it('gives way to another clip in a transition, both of them moving', async () => {
    const size = { width: 640, height: 360 };
    const photos = [
      await clip('one', size, { startMs: 0, lengthMs: 1000 }),
      await clip('other', size, { startMs: 2000, lengthMs: 1000 }),
    ];
    const shown = await render(stage(), { photos, transition: { kind: 'wipe', durationMs: 400 } });
    expectColour(await seen(shown, 10), RED);
    expectColour(await seen(shown, 24, 100), RED);
    expectColour(await seen(shown, 24, 540), BLUE);
    expectColour(await seen(shown, 26, 20), GREEN);
    expectColour(await seen(shown, 40), BLUE);
  });

  it('is named when it is none', async () => {
    const { setup, photos } = stage();
    photos.set('no-clip', path.join(setup.dir, 'no-clip.mp4'));
    await writeFile(photos.get('no-clip') ?? '', 'not a video');
    const none = { ...photo('no-clip', 640, 360), clip: { startMs: 0, lengthMs: 1000 } };
    await expect(render(stage(), { photos: [photo('red', 640, 360), none] })).rejects.toMatchObject(
      { name: 'BrokenPhotoError', photoId: 'no-clip' },
    );
  });
}

/** Horizontal centre of what is bright, in every frame of the first photo alone. */
async function centres(
  setup: SlideshowRendererSetup,
  video: string,
  width: number,
): Promise<number[]> {
  const found: number[] = [];
  for (let frame = 4; frame < 36; frame += 2) {
    const rgb = await setup.readFrame(video, frame);
    let weight = 0;
    let moment = 0;
    for (let at = 0; at < rgb.length / 3; at += 1) {
      const light = Math.max(0, (rgb[3 * at] as number) - 60);
      weight += light;
      moment += light * (at % width);
    }
    found.push(moment / weight);
  }
  return found;
}

function steps(values: readonly number[]): number[] {
  return values.slice(1).map((value, at) => value - (values[at] as number));
}

function writesTexts(stage: () => Stage): void {
  it('writes the title in the middle and captions below, fading in', async () => {
    const { setup } = stage();
    const photos = [
      { ...photo('blue', 640, 360), caption: 'At the <lake> & more' },
      photo('red', 640, 360),
    ];
    const pace = { kind: 'seconds', secondsPerPhoto: 3 } as const;
    const { path: video, width, height } = await render(stage(), { photos, pace, title: 'ÉÖŁЖΩ' });
    const brightest = (rgb: Uint8Array, rows: { from: number; to: number }): number => {
      let best = 0;
      for (let at = rows.from * width; at < rows.to * width; at += 1) {
        best = Math.max(best, Math.min(...rgb.subarray(3 * at, 3 * at + 3)));
      }
      return best;
    };
    const middle = { from: height * 0.4, to: height * 0.6 };
    const below = { from: Math.round(height * 0.8), to: height };
    const [start, full, later] = await Promise.all(
      [0, 30, 130].map((frame) => setup.readFrame(video, frame)),
    );
    expect(brightest(full as Uint8Array, middle)).toBeGreaterThan(230);
    expect(brightest(full as Uint8Array, below)).toBeGreaterThan(200);
    expect(brightest(full as Uint8Array, { from: 0, to: height * 0.3 })).toBeLessThan(60);
    expect(brightest(start as Uint8Array, middle)).toBeLessThan(120);
    expect(brightest(later as Uint8Array, middle)).toBeLessThan(60);
    expect(brightest(later as Uint8Array, below)).toBeLessThan(60);
  });

  it('takes texts that are long, odd, or have nothing to see', async () => {
    const odd = ['\u200b', `${'word '.repeat(59)}end`, 'w'.repeat(300), '\u0007<b>&\ud800'];
    const photos = odd.map((caption) => ({ ...photo('blue', 640, 360), caption }));
    const shown = await render(stage(), { photos, title: 'Long title '.repeat(18) });
    expect(await stage().setup.inspect(shown.path)).toMatchObject({ frameCount: 100 });
  });
}

function playsMusic(stage: () => Stage): void {
  const music = { songId: 's', startMs: 0, fadeInMs: 0, fadeOutMs: 0, targetLufs: null };
  const makeSong = async (sound: 'tone' | 'rise', seconds: number) => {
    const file = await stage().setup.makeSong({ name: `${sound}-${seconds}`, seconds, sound });
    return { path: file, durationMs: seconds * 1000, integratedLufs: -20, beatsMs: [] };
  };
  const pace = { kind: 'seconds', secondsPerPhoto: 2 } as const;

  it('is as long as the video and as loud as wanted', async () => {
    const song = await makeSong('tone', 9);
    const spec = { pace, music: { ...music, targetLufs: -14 } };
    const { path: video } = await render(stage(), spec, { song });
    const facts = await stage().setup.inspect(video);
    expect(facts.audio).toMatch(/aac.*48000 Hz, stereo/);
    expect(Math.abs(facts.durationMs - 4000)).toBeLessThan(50);
    const loudness = await stage().setup.measureLoudness(video, { fromMs: 0, toMs: 4000 });
    expect(Math.abs(loudness + 14)).toBeLessThan(1);
  });

  it('starts where told, and again from there when the song is over', async () => {
    const song = await makeSong('rise', 3);
    const heard = async (startMs: number, fromMs: number) => {
      const { path: video } = await render(
        stage(),
        { pace, music: { ...music, startMs } },
        { song },
      );
      return stage().setup.measureLoudness(video, { fromMs, toMs: fromMs + 700 });
    };
    expect(await heard(0, 200)).toBeLessThan(-60);
    expect(await heard(0, 1700)).toBeGreaterThan(-22);
    expect(await heard(0, 3200)).toBeLessThan(-60);
    expect(await heard(1600, 200)).toBeGreaterThan(-22);
    expect(await heard(1600, 3000)).toBeGreaterThan(-22);
  });

  it('fades in and out', async () => {
    const song = await makeSong('tone', 9);
    const spec = { pace, music: { ...music, fadeInMs: 2000, fadeOutMs: 2000 } };
    const { path: video } = await render(stage(), spec, { song });
    const { measureLoudness } = stage().setup;
    const full = await measureLoudness(video, { fromMs: 1700, toMs: 2300 });
    expect(await measureLoudness(video, { fromMs: 0, toMs: 500 })).toBeLessThan(full - 9);
    expect(await measureLoudness(video, { fromMs: 3500, toMs: 4000 })).toBeLessThan(full - 9);
  });

  it('rejects a song that is none', async () => {
    const song = { ...(await makeSong('tone', 9)), path: path.join(stage().setup.dir, 'no-song') };
    await writeFile(song.path, 'this is not a song');
    await expect(render(stage(), { pace, music }, { song })).rejects.toMatchObject({
      name: 'MediaRejectedError',
      code: 'corrupt_audio',
    });
  });
}

function failsCleanly(stage: () => Stage): void {
  const leavesNothing = async (act: () => Promise<unknown>, rejection: unknown) => {
    const before = await readdir(stage().setup.dir);
    await expect(act()).rejects.toEqual(rejection);
    expect(await readdir(stage().setup.dir)).toEqual(before);
  };

  it('names the photo that is cut short', async () => {
    const { setup, photos } = stage();
    const request = { name: 'cut', width: 900, height: 900, colour: RED, format: 'png' } as const;
    const whole = await readFile(await setup.makePhoto(request));
    photos.set('cut', path.join(setup.dir, 'cut-short.png'));
    await writeFile(photos.get('cut') ?? '', whole.subarray(0, whole.length * 0.6));
    const shown = [photo('red', 640, 360), photo('green', 640, 360), photo('cut', 900, 900)];
    await leavesNothing(
      () => render(stage(), { photos: shown }),
      expect.objectContaining({ name: 'BrokenPhotoError', photoId: 'cut' }),
    );
  });

  it.each([
    ['nothing', ''],
    ['text', 'not a photo'],
    ['markup', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ])('names the photo that is %s', async (what, content) => {
    const { setup, photos } = stage();
    photos.set(what, path.join(setup.dir, `broken-${what}`));
    await writeFile(photos.get(what) ?? '', content);
    await leavesNothing(
      () => render(stage(), { photos: [photo(what, 9, 9), photo('red', 640, 360)] }),
      expect.objectContaining({ name: 'BrokenPhotoError', photoId: what }),
    );
  });

  it('does not take a missing file for a broken photo', async () => {
    stage().photos.set('missing', path.join(stage().setup.dir, 'missing'));
    await leavesNothing(
      () => render(stage(), { photos: [photo('missing', 9, 9), photo('red', 640, 360)] }),
      expect.objectContaining({ name: 'MadrigalError', code: 'internal' }),
    );
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const pace = { kind: 'seconds', secondsPerPhoto: 60 } as const;
    const onProgress = (): void => stop.abort(reason);
    await leavesNothing(
      () => render(stage(), { pace }, { signal: stop.signal, onProgress, quality: 'final' }),
      reason,
    );
    await leavesNothing(() => render(stage(), {}, { signal: AbortSignal.abort(reason) }), reason);
  });
}
