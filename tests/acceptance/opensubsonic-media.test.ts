import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SubsonicAPI from 'subsonic-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../fixtures/ffmpeg.ts';
import { answers } from '../fixtures/opensubsonic/shapes.ts';
import {
  addSong,
  audioFile,
  byToken,
  type Client,
  createClient,
  createSubsonic,
  type Instance,
  type LocalFile,
  pictureFile,
  renewingToken,
  type Subsonic,
  type SubsonicAnswer,
  type SubsonicParams,
  setUpAdmin,
  signUp,
  startInstance,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';

// Failed sign-ins are counted by address: other files must not suffer from the ones here.
const { admin, baseUrl } = await ownInstance();

/** The least that the setting takes. */
const SHORTEST_URL_SECONDS = 60;

const account = {
  name: 'Mira',
  email: 'mira@example.org',
  password: 'the password of the account',
};
let me: Client;
let made: { id: string; username: string; password: string };
let app: Subsonic;
let file: LocalFile;
let id: string;

beforeAll(async () => {
  const session = await signUp(baseUrl, account);
  me = createClient(
    baseUrl,
    renewingToken(() => session),
  );
  made = await me.must('createAppPassword', { body: { name: 'Phone' } });
  app = createSubsonic(baseUrl, byToken(made.username, made.password));
  const tags = { title: 'Réel "one"/two', artist: 'Mira', album: 'Media', genre: 'Folk' };
  const cover = await pictureFile();
  file = await audioFile({ format: 'flac', seconds: 8, sound: 'tone', tags, cover });
  id = `so-${await addSong(admin, file)}`;
});

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const codeOf = (answer: SubsonicAnswer): number | undefined => answer.error?.code;

async function expectOriginal(answer: Response): Promise<void> {
  expect(answer.headers.get('content-type')).toBe('audio/flac');
  expect(await bytesOf(answer)).toEqual(Buffer.from(file.bytes));
}

/** Asks for a hundred bytes in the middle of the song, and wants exactly those. */
async function expectPart(caller: Subsonic, songId: string): Promise<void> {
  const part = await caller.fetch(
    'stream',
    { id: songId },
    { headers: { range: 'bytes=100-199' } },
  );
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes 100-199/${file.bytes.byteLength}`,
  ]);
  expect(await bytesOf(part)).toEqual(Buffer.from(file.bytes.slice(100, 200)));
}

/** What FFmpeg makes of bytes: the codec, and the seconds that really decode. */
async function decode(bytes: Buffer): Promise<{ codec: string | undefined; seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-decode-'));
  try {
    const path = join(folder, 'sound');
    await writeFile(path, bytes);
    const log = await ffmpeg(
      ['-i', path, '-f', 's16le', '-ac', '1', '-ar', '8000', '-y', `${path}.pcm`],
      'info',
    );
    const { size } = await stat(`${path}.pcm`);
    return { codec: /Audio: (\w+)/.exec(log)?.[1], seconds: size / 16_000 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a song', () => {
  it('is streamed as it is, with ranges', async () => {
    const whole = await app.fetch('stream', { id });
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    await expectOriginal(whole);
    await expectPart(app, id);
    const beyond = await app.fetch('stream', { id }, { headers: { range: 'bytes=99999999-' } });
    expect(beyond.status).toBe(416);
    const head = await app.fetch('stream', { id }, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(file.bytes.byteLength));
    const form = await app.fetch('stream', { id }, { method: 'POST' });
    expect(await bytesOf(form)).toEqual(Buffer.from(file.bytes));
  });

  it('is downloaded under its name', async () => {
    const response = await app.fetch('download', { id });
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Reel one two.flac"; filename*=UTF-8''R%C3%A9el%20one%20two.flac`,
    );
    expect(await bytesOf(response)).toEqual(Buffer.from(file.bytes));
  });

  it.each([
    [{ format: 'mp3' }, 'audio/mpeg', 'mp3', 8],
    [{ format: 'mp3', maxBitRate: 64, timeOffset: 3 }, 'audio/mpeg', 'mp3', 5],
    [{ format: 'opus', maxBitRate: 48 }, 'audio/ogg', 'opus', 8],
    [{ format: 'aac', maxBitRate: 96 }, 'audio/aac', 'aac', 8],
    [{ maxBitRate: 32 }, 'audio/mpeg', 'mp3', 8],
  ])('is encoded on the way: %j', async (params, type, codec, seconds) => {
    const response = await app.fetch('stream', { id, ...params });
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('accept-ranges')).toBe('none');
    const bytes = await bytesOf(response);
    expect(bytes.byteLength).toBeLessThan(file.bytes.byteLength);
    const heard = await decode(bytes);
    expect(heard.codec).toBe(codec);
    expect(Math.abs(heard.seconds - seconds)).toBeLessThan(0.2);
  });

  it('comes unchanged where that was asked for', async () => {
    const raw = await app.fetch('stream', { id, format: 'raw', maxBitRate: 32 });
    expect(await bytesOf(raw)).toEqual(Buffer.from(file.bytes));
  });

  it('has its cover in the size that was asked for, and so has its album', async () => {
    const { song } = await app.call('getSong', { id });
    for (const [of, size, width] of [
      [song.coverArt, 32, 32],
      [song.albumId, 0, 64],
      [song.artistId, 9999, 64],
    ]) {
      const response = await app.fetch('getCoverArt', { id: of, size });
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      const bytes = await bytesOf(response);
      // The frame header of a JPEG: FF C0 or C2, length, precision, height, width.
      const frame = Math.max(bytes.indexOf('ffc0', 'hex'), bytes.indexOf('ffc2', 'hex'));
      expect(bytes.readUInt16BE(frame + 7)).toBe(width);
    }
    const none = await app.fetch('getCoverArt', { id: 'al-nothing', f: 'json' });
    const failed = (await none.json()) as { 'subsonic-response': SubsonicAnswer };
    expect(codeOf(failed['subsonic-response'])).toBe(70);
  });

  it('is nobody’s who only knows its id', async () => {
    for (const method of ['stream', 'download', 'getCoverArt']) {
      const answer = await createSubsonic(baseUrl, {}).call(method, { id });
      expect(codeOf(answer), method).toBe(10);
    }
  });
});

describe('a song at the edge', () => {
  let instance: Instance;
  let client: Client;
  let player: Subsonic;
  let id: string;

  beforeAll(async () => {
    instance = await startInstance({
      OPENSUBSONIC_STREAMS: 'redirect',
      STREAM_URL_TTL_SECONDS: String(SHORTEST_URL_SECONDS),
    });
    client = (await setUpAdmin(instance.baseUrl)).client;
    const { username, password } = await client.must('createAppPassword', { body: { name: 'P' } });
    player = createSubsonic(instance.baseUrl, byToken(username, password));
    id = `so-${await addSong(client, file)}`;
  });
  afterAll(() => instance?.dispose());

  it('is where apps are sent that stream it, with ranges', async () => {
    const sent = await player.fetch('stream', { id }, { redirect: 'manual' });
    expect(sent.status).toBe(302);
    expect(sent.headers.get('cache-control')).toBe('no-store');
    const edge = new URL(sent.headers.get('location') ?? '', instance.baseUrl);
    expect(edge.pathname).toMatch(/^\/cdn\//);
    expect(edge.searchParams.get('Signature')).toBeTruthy();

    const whole = await player.fetch('stream', { id });
    expect([whole.status, whole.redirected]).toEqual([200, true]);
    expect(new URL(whole.url).pathname).toBe(edge.pathname);
    await expectOriginal(whole);
    await expectPart(player, id);
    edge.searchParams.delete('Signature');
    expect((await fetch(edge)).status).toBe(403);
  });

  it('has an address that outlasts the song, as apps ask for no other one', async () => {
    const tags = { title: 'Long', artist: 'Mira', album: 'Media' };
    const seconds = 3 * SHORTEST_URL_SECONDS;
    const long = await addSong(client, await audioFile({ format: 'mp3', seconds, tags }));
    const sent = await player.fetch('stream', { id: `so-${long}` }, { redirect: 'manual' });
    const edge = new URL(sent.headers.get('location') ?? '', instance.baseUrl);
    expect(Number(edge.searchParams.get('Expires'))).toBeGreaterThan(Date.now() / 1000 + seconds);
  });

  it('comes through the server where it is encoded on the way or downloaded', async () => {
    const encoded = await player.fetch('stream', { id, format: 'mp3' }, { redirect: 'error' });
    expect((await decode(await bytesOf(encoded))).codec).toBe('mp3');
    const saved = await player.fetch('download', { id }, { redirect: 'error' });
    expect(saved.headers.get('content-disposition')).toContain('attachment');
    expect(await bytesOf(saved)).toEqual(Buffer.from(file.bytes));
  });

  it('is opened to nobody who only knows its id', async () => {
    const stranger = createSubsonic(instance.baseUrl, {});
    expect(codeOf(await stranger.call('stream', { id }))).toBe(10);
  });
});

describe('signing in', () => {
  const { email: u } = account;
  const as = (credentials: SubsonicParams) => createSubsonic(baseUrl, credentials).call('ping');
  const hex = (text: string) => `enc:${Buffer.from(text).toString('hex')}`;

  it('takes the password of the app in every form, and none of the account', async () => {
    const { password } = made;
    const salted = byToken(u, password);
    for (const credentials of [
      { u, p: password },
      { u, p: hex(password) },
      salted,
      { apiKey: password },
    ]) {
      expect(await as(credentials)).toMatchObject({ status: 'ok' });
    }
    for (const [credentials, code] of [
      [{ u, p: account.password }, 40],
      [{ u, p: hex(account.password) }, 40],
      [byToken(u, account.password), 40],
      [{ u: 'nobody@example.org', p: password }, 40],
      [{ apiKey: 'wrong' }, 44],
      [{ apiKey: 'mad_wrong' }, 44],
      [{ apiKey: password, u }, 43],
      [{ ...salted, p: password }, 43],
      [{ u }, 10],
      [{ u, t: salted.t ?? '' }, 10],
      [{ p: password }, 10],
      [{ u, p: password, v: '0.9' }, 20],
      [{ u, p: password, v: '2.0.0' }, 30],
      [{ u, p: password, v: 'new' }, 0],
    ] as const) {
      const answer = await as(credentials);
      expect(codeOf(answer), JSON.stringify(credentials)).toBe(code);
    }
  });

  it('takes API tokens, which do what their scope says', async () => {
    const token = async (scope: 'read' | 'write') =>
      (await me.must('createApiToken', { body: { name: scope, scope } })).token;
    const reader = createSubsonic(baseUrl, { apiKey: await token('read') });
    expect((await reader.same('tokenInfo')).tokenInfo.username).toBe(u);
    expect(codeOf(await reader.call('star', { id }))).toBe(50);
    const writer = createSubsonic(baseUrl, { apiKey: await token('write') });
    expect(await writer.call('star', { id })).toMatchObject({ status: 'ok' });
  });

  it('ends with the password of the app', async () => {
    const { id: appPasswordId, password } = await me.must('createAppPassword', {
      body: { name: 'Lost phone' },
    });
    expect(await as({ u, p: password })).toMatchObject({ status: 'ok' });
    const { items } = await me.must('listAppPasswords');
    expect(items[0]).toMatchObject({ name: 'Lost phone', lastUsedAt: expect.any(String) });
    await me.must('revokeAppPassword', { params: { appPasswordId } });
    expect(codeOf(await as({ u, p: password }))).toBe(40);
  });
});

describe('any caller', () => {
  it('may be one that others wrote', async () => {
    for (const config of [
      { auth: { username: account.email, password: made.password } },
      { auth: { username: account.email, password: made.password }, post: true },
      { auth: { apiKey: made.password } },
    ]) {
      const api = new SubsonicAPI({ url: baseUrl, ...config });
      expect(await api.ping()).toMatchObject({ status: 'ok', openSubsonic: true });
      const { albumList2 } = await api.getAlbumList2({ type: 'newest' });
      const [album] = albumList2.album ?? [];
      const full = await api.getAlbum({ id: album?.id ?? '' });
      expect(full.album.song?.map((song) => song.id)).toContain(id);
      const found = await api.search3({ query: 'reel' });
      expect(found.searchResult3.song?.[0]?.id).toBe(id);
      const { playlist } = await api.createPlaylist({ name: 'From elsewhere', songId: [id] });
      expect(playlist.entry?.map((song) => song.id)).toEqual([id]);
      await api.deletePlaylist({ id: playlist.id });
      const sound = await api.stream({ id, format: 'mp3' });
      expect((await decode(await bytesOf(sound))).codec).toBe('mp3');
    }
  });

  it('gets JSONP under a name that is one, and pages on any origin may read', async () => {
    const response = await app.fetch('ping', { f: 'jsonp', callback: 'app.answer' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await response.text()).toMatch(/^\/\*\*\/app\.answer\(\{"subsonic-response":.*\}\);$/s);
    const bad = await app.fetch('ping', { f: 'jsonp', callback: 'alert(1)//' });
    expect(bad.headers.get('content-type')).toContain('application/json');
  });

  it('is refused in the envelope, whatever it sends', async () => {
    const bad = [
      '',
      '\0',
      '-1',
      '99999999999999999999',
      'so-',
      "'; --",
      '🎷'.repeat(2000),
      id,
      'NaN',
    ];
    const names = [
      'id',
      'size',
      'offset',
      'type',
      'query',
      'rating',
      'time',
      'position',
      'current',
    ];
    const more = [
      'count',
      'songId',
      'playlistId',
      'name',
      'songIndexToRemove',
      'maxBitRate',
      'genre',
    ];
    let place = 0;
    for (const method of Object.keys(answers)) {
      for (const value of bad) {
        const params = Object.fromEntries([...names, ...more].map((name) => [name, value]));
        place += 1;
        const body = new URLSearchParams({ ...params, f: place % 2 === 0 ? 'json' : 'xml' });
        const response = await app.fetch(method, {}, { method: 'POST', body });
        expect(response.status, `${method} ${value}`).toBe(200);
        const text = await response.text();
        expect(text).toContain('subsonic-response');
        expect(text, `${method} ${value}`).not.toContain('Something went wrong');
      }
    }
    for (const path of [
      '',
      '/',
      '/..%2f',
      '/ping/more',
      '/ping.view.view',
      '/%00',
      '/constructor',
    ]) {
      const response = await fetch(new URL(`/rest${path}?f=json`, baseUrl));
      expect(response.headers.get('content-type'), path).toMatch(/json/);
      expect(response.status, path).toBeLessThan(500);
    }
    const huge = { method: 'POST', body: new URLSearchParams({ id: 'x'.repeat(2_000_000) }) };
    expect(await (await app.fetch('star', { f: 'json' }, huge)).text()).toContain('failed');
  });

  it('guesses in vain, and not for long', async () => {
    const guesses = Array.from({ length: 200 }, (_, n) => ({ u: account.email, p: `guess ${n}` }));
    const codes = await Promise.all(
      guesses.map(async (guess) => codeOf(await createSubsonic(baseUrl, guess).call('ping'))),
    );
    expect(codes.filter((code) => code === 40).length).toBeLessThanOrEqual(20);
    expect(new Set(codes)).toEqual(new Set([40, 0]));
    expect(codeOf(await app.call('ping'))).toBe(0);
    const other = createSubsonic(baseUrl, { apiKey: made.password });
    expect(await other.call('ping')).toMatchObject({ status: 'ok' });
  });
});
