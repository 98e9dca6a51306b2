import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg, ffmpegPath } from '../fixtures/ffmpeg.ts';
import {
  addMedia,
  addPhotos,
  addSong,
  beatFile,
  type Client,
  ended,
  eventually,
  type Heard,
  hear,
  pickable,
  playable,
  sharedInstance,
  videoFile,
} from './harness/index.ts';

const run = promisify(execFile);
const COLOURS = ['red', 'blue', 'lime', 'white', 'black', 'yellow', 'magenta', 'cyan'];
const FPS = 25;
const FRAME_MS = 1000 / FPS;
const RENDER_MS = 300_000;

/** Mean colour of every frame, a number each. */
async function coloursOf(video: string): Promise<number[]> {
  const { stdout } = await run(
    ffmpegPath(),
    ['-v', 'error', '-i', video, '-vf', 'scale=1:1,format=rgb24', '-f', 'rawvideo', '-'],
    { encoding: 'buffer' },
  );
  return Array.from({ length: stdout.length / 3 }, (_, frame) => stdout.readUIntBE(frame * 3, 3));
}

/** A checksum of every frame in small. */
async function framesOf(video: string): Promise<string[]> {
  const { stdout } = await run(ffmpegPath(), [
    '-v',
    'error',
    '-i',
    video,
    '-vf',
    'scale=64:36,format=gray',
    '-f',
    'framemd5',
    '-',
  ]);
  const rows = stdout.split('\n').filter((row) => /^0,/.test(row));
  return rows.map((row) => row.split(',').at(-1)?.trim() ?? '');
}

/** Times at which the colour jumps, in ms. */
function cutsIn(colours: readonly number[]): number[] {
  const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  return colours.flatMap((colour, frame) => {
    const before = parts(colours[frame - 1] ?? colour);
    const jump = parts(colour).reduce(
      (sum, part, at) => sum + Math.abs(part - (before[at] ?? 0)),
      0,
    );
    return jump > 100 ? [frame * FRAME_MS] : [];
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('a slideshow', { timeout: RENDER_MS }, () => {
  const { admin, listener, anonymous, baseUrl } = sharedInstance();
  let photos: string[];
  let songId: string;
  let beatsMs: number[];
  const absolute = (url: string) => new URL(url, baseUrl).href;
  const small = { resolution: '720p', fps: FPS, motion: 'none' } as const;
  const shown = (ids: readonly string[]) => ids.map((mediaId) => ({ mediaId }));
  const cut = { kind: 'cut', durationMs: 0 } as const;

  beforeAll(async () => {
    const song = await beatFile({ bpm: 110, seconds: 30, pattern: 'rock' });
    beatsMs = song.beatsMs;
    songId = await addSong(admin, song.file);
    photos = await addPhotos(listener, COLOURS);
  }, RENDER_MS);

  async function codeOf(answer: ReturnType<Client['call']>): Promise<string> {
    const got = await answer;
    return got.ok ? 'done' : got.problem.code;
  }

  it('becomes a video of the size, speed and length asked for, cut on the beats', async () => {
    const spec = {
      ...{ ...small, photos: shown(photos), transition: cut, cutsOnBeat: true },
      pace: { kind: 'seconds', secondsPerPhoto: 1.4 },
      music: { songId },
    } as const;
    const { id } = await listener.must('createSlideshow', { body: { name: 'Sea: 1/2', spec } });
    const { state, video, percent } = await ended(listener, id);
    expect({ state, percent }).toEqual({ state: 'ready', percent: 100 });
    if (!video) throw new Error('There is no video.');
    expect(video).toMatchObject({ width: 1280, height: 720, fileName: 'Sea 1 2.mp4' });
    const log = await ffmpeg(['-i', absolute(video.url), '-f', 'null', '-'], 'info');
    expect(log).toMatch(/Video: h264.*1280x720.*25 fps/);
    expect(log).toMatch(/Audio: aac.*48000 Hz, stereo/);
    const colours = await coloursOf(absolute(video.url));
    expect(Math.abs(colours.length * FRAME_MS - 8 * 1400)).toBeLessThan(FRAME_MS);
    expect(Math.abs(video.durationMs - 8 * 1400)).toBeLessThan(FRAME_MS);
    const cuts = cutsIn(colours);
    expect(cuts).toHaveLength(COLOURS.length - 1);
    const distances = cuts.map((at) => Math.min(...beatsMs.map((beat) => Math.abs(beat - at))));
    expect(median(distances)).toBeLessThan(FRAME_MS);
    const poster = await fetch(absolute(video.posterUrl));
    expect(poster.headers.get('content-type')).toBe('image/jpeg');
  });

  it('is shared, and gone with its bytes once it is deleted', async () => {
    const spec = { ...small, photos: shown(photos.slice(0, 2)), aspect: '9:16' } as const;
    const body = { spec: { ...spec, pace: { kind: 'seconds', secondsPerPhoto: 1 } } } as const;
    const { id } = await listener.must('createSlideshow', { body });
    const { video } = await ended(listener, id);
    expect(video).toMatchObject({ width: 720, height: 1280 });
    const share = { kind: 'slideshow', targetId: id } as const;
    const { token } = await listener.must('createShare', { body: share });
    const { items } = await anonymous.must('listSharedItems', { params: { token } });
    expect(items).toMatchObject([{ type: 'slideshow', id, video: { width: 720 } }]);
    const url = absolute(video?.url ?? '');
    expect((await fetch(url, { headers: { range: 'bytes=0-9' } })).status).toBe(206);
    await listener.must('deleteSlideshow', { params: { slideshowId: id } });
    expect((await fetch(url)).status).toBe(404);
    expect(await codeOf(anonymous.call('openShare', { params: { token } }))).toBe('not_found');
  });

  it('tells its owner when it is ready, by an event and a mail that leads to it', async () => {
    const spec = { ...small, photos: shown(photos.slice(0, 2)) };
    const pace = { kind: 'seconds', secondsPerPhoto: 1 } as const;
    let made = '';
    const isReady = async () =>
      (await listener.must('getSlideshow', { params: { slideshowId: made } })).state === 'ready';
    const make = async () => {
      const body = { name: 'Told', spec: { ...spec, pace } };
      made ||= (await listener.must('createSlideshow', { body })).id;
    };
    const { mail: engine, events: way } = await anonymous.must('getInstance');
    if (way === 'poll') await make().then(() => ended(listener, made));
    let heard: string | null = null;
    await eventually('an event after which the slideshow is ready', async () => {
      if (way === 'poll') return isReady();
      const isAboutIt = ({ event }: Heard) => event.type === 'slideshow.changed';
      const events = await hear(listener, heard, isAboutIt, make);
      heard = events.at(-1)?.id ?? null;
      return (await isReady()) && events.some(({ event }) => 'slideshowId' in event);
    });
    if (engine !== 'outbox') return;
    const { email } = await listener.must('getMe');
    const mail = await eventually('a mail about it', async () => {
      const { items } = await admin.must('listOutbox', { query: { limit: 200 } });
      return items.find(({ to, text }) => to === email && text.includes(made));
    });
    expect(mail.kind).toBe('slideshow_ready');
    expect(mail.subject).toContain('Told');
  });

  it('is tried in small at once', async () => {
    const spec = { photos: shown(photos.slice(0, 3)), music: { songId } };
    const { id } = await listener.must('createSlideshow', { body: { spec, preview: true } });
    const { video } = await ended(listener, id);
    expect(video).toMatchObject({ width: 640, height: 360, durationMs: 12_000 });
    const { items } = await listener.must('listSlideshows');
    expect(items.map((each) => each.id)).not.toContain(id);
  });

  it('shows clips of videos for as long as they are, and no more than there is', async () => {
    const file = await videoFile({ format: 'mp4', seconds: 3, framesPerSecond: 25 });
    const mediaId = await addMedia(listener, file);
    await playable(listener, mediaId);
    await pickable(listener, mediaId);
    const ask = (clip: { startMs: number; lengthMs: number }) => {
      const spec = { ...small, photos: [...shown(photos.slice(0, 1)), { mediaId, clip }] };
      return { body: { spec: { ...spec, transition: cut }, preview: true } } as const;
    };
    const over = listener.call('createSlideshow', ask({ startMs: 2000, lengthMs: 9000 }));
    expect(await codeOf(over)).toBe('invalid_request');
    const { id } = await listener.must('createSlideshow', ask({ startMs: 500, lengthMs: 1000 }));
    const { state, video } = await ended(listener, id);
    expect(state).toBe('ready');
    expect(video?.durationMs).toBe(5000);
    const bytes = await framesOf(absolute(video?.url ?? ''));
    expect(bytes).toHaveLength(125);
    expect(new Set(bytes.slice(100)).size).toBeGreaterThan(20);
  });

  it('stops within two seconds when it is cancelled, and can be made after all', async () => {
    const spec = { resolution: '2160p', photos: shown(photos), pace: { kind: 'song' } } as const;
    const body = { spec: { ...spec, music: { songId } } };
    const { id: slideshowId } = await listener.must('createSlideshow', { body });
    const params = { slideshowId };
    await eventually('its beginning', async () => {
      const { state } = await listener.must('getSlideshow', { params });
      return state === 'rendering';
    });
    const { state } = await listener.must('cancelSlideshow', { params });
    expect(state).toBe('cancelled');
    expect((await listener.must('cancelSlideshow', { params })).state).toBe('cancelled');
    const again = await listener.must('retrySlideshow', { params, body: {} });
    expect(again.state).toBe('queued');
    await listener.must('deleteSlideshow', { params });
  });

  it('asked for twice with one key is one', async () => {
    const ask = (title: string) =>
      listener.request('/api/v1/slideshows', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: JSON.stringify({ spec: { ...small, title, photos: shown(photos.slice(0, 2)) } }),
      });
    const [first, second] = await Promise.all([ask('a'), ask('a')]);
    const { id } = (await first.json()) as { id: string };
    expect(((await second.json()) as { id: string }).id).toBe(id);
    expect((await ask('b')).status).toBe(409);
    await listener.must('deleteSlideshow', { params: { slideshowId: id } });
  });

  it('takes one’s own photos only', async () => {
    const body = { spec: { photos: shown(photos.slice(0, 2)) } };
    expect(await codeOf(admin.call('createSlideshow', { body }))).toBe('invalid_request');
  });
});
