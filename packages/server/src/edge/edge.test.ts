import { once } from 'node:events';
import { Problem } from '@madrigal/contract';
import { MadrigalError, toBlobKey } from '@madrigal/core/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEdge, type EdgeAnswer } from './edge.ts';
import { createMemoryBlobs } from './testing/memory-blobs.ts';
import { collectingLogger, serve, type TestServer, textUntilEnd } from './testing/serve.ts';

const now = new Date('2027-03-04T05:06:07.500Z');
const lastModified = new Date('2027-01-02T03:04:05.678Z');
const bytes = Uint8Array.from(
  { length: 200_000 },
  (_, index) => (index * 31 + (index >> 8)) & 0xff,
);
const path = '/cdn/songs/1/original.mp3';
const MB = 1_000_000;

let blobs: ReturnType<typeof createMemoryBlobs>;
let logger: ReturnType<typeof collectingLogger>;
let server: TestServer;
let answers: EdgeAnswer[];

async function start(idleTimeoutMs = 10_000): Promise<void> {
  server = await serve(
    createEdge({
      blobs: blobs.store,
      logger,
      clock: { now: () => now },
      idleTimeoutMs,
      onAnswer: (answer) => void answers.push(answer),
      verifier: {
        verify(target) {
          if (target.includes('forged')) {
            throw new MadrigalError('url_signature_invalid', 'The signature is wrong.');
          }
          if (target.includes('expired')) throw new MadrigalError('url_expired', 'Too late.');
          const key = toBlobKey(target.slice('/cdn/'.length).split('?')[0] ?? '');
          return {
            key,
            expiresAt: new Date(now.getTime() + 90_500),
            disposition: target.includes('save') ? 'attachment' : null,
          };
        },
      },
    }),
  );
}

beforeEach(async () => {
  blobs = createMemoryBlobs(lastModified);
  answers = [];
  logger = collectingLogger();
  blobs.put('songs/1/original.mp3', bytes);
  blobs.put('songs/empty.txt', new Uint8Array(0));
  await start();
});
afterEach(() => server.stop());

const get = (headers: Record<string, string> = {}, at = path, method = 'GET') =>
  fetch(server.url + at, { headers, method });
const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(Problem.parse(await response.json())).toMatchObject({ status, code });
}

describe('a whole file', () => {
  test('comes with all that players and caches need', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Accept-Ranges, Content-Length, Content-Range, ETag',
      'cache-control': 'private, max-age=90, immutable',
      'content-length': '200000',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'audio/mpeg',
      'cross-origin-resource-policy': 'cross-origin',
      etag: '"v1"',
      'last-modified': 'Sat, 02 Jan 2027 03:04:05 GMT',
      'x-content-type-options': 'nosniff',
    });
    expect(await bodyOf(response)).toEqual(bytes);
  });

  test('answers HEAD with the same headers and no body', async () => {
    const whole = await get();
    await whole.arrayBuffer();
    const head = await get({ range: 'bytes=0-9' }, path, 'HEAD');
    const ofConnection = ['date', 'connection', 'keep-alive'];
    const ofFile = ({ headers }: Response) =>
      Object.fromEntries([...headers].filter(([name]) => !ofConnection.includes(name)));
    expect(head.status).toBe(200);
    expect(ofFile(head)).toEqual(ofFile(whole));
    expect(await bodyOf(head)).toHaveLength(0);
  });

  test('may be empty', async () => {
    const response = await get({}, '/cdn/songs/empty.txt');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('0');
    expect(await bodyOf(response)).toHaveLength(0);
    await expectProblem(
      await get({ range: 'bytes=0-' }, '/cdn/songs/empty.txt'),
      416,
      'range_not_satisfiable',
    );
  });

  test('comes many times over one connection', async () => {
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nRange: bytes=7-9\r\n`;
    const text = await server.exchange(
      `${request}\r\n${request}\r\n${request}Connection: close\r\n\r\n`,
    );
    expect(text.match(/HTTP\/1\.1 206/g)).toHaveLength(3);
    const body = Buffer.from(bytes.subarray(7, 10)).toString('latin1');
    expect(text.endsWith(body)).toBe(true);
  });
});

test('a file to be saved says under which name', async () => {
  const saved = await get({}, `${path}?save`);
  expect(saved.headers.get('content-disposition')).toBe('attachment');
  const partly = await get({ range: 'bytes=0-1' }, `${path}?save`);
  expect(partly.headers.get('content-disposition')).toBe('attachment');
  expect((await get()).headers.get('content-disposition')).toBeNull();
  await saved.body?.cancel();
});

describe('a range', () => {
  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=70000-140000', 70_000, 140_000],
    ['bytes=199999-', 199_999, 199_999],
    ['bytes=-500', 199_500, 199_999],
    ['bytes=100-999999999', 100, 199_999],
  ])('%s is answered with just that', async (range, start, end) => {
    const response = await get({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/200000`);
    expect(response.headers.get('content-length')).toBe(String(end - start + 1));
    expect(await bodyOf(response)).toEqual(bytes.subarray(start, end + 1));
  });

  test.each(['bytes=0-1,5-6', 'bytes=9-3', 'lines=1-2'])('%s is answered whole', async (range) => {
    const response = await get({ range });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toEqual(bytes);
  });

  test.each(['bytes=200000-', 'bytes=-0'])('%s is outside', async (range) => {
    const response = await get({ range });
    expect(response.headers.get('content-range')).toBe('bytes */200000');
    await expectProblem(response, 416, 'range_not_satisfiable');
  });

  test.each([
    ['the ETag', '"v1"', 206],
    ['another ETag', '"v0"', 200],
    ['a weak ETag', 'W/"v1"', 200],
    ['the date', 'Sat, 02 Jan 2027 03:04:05 GMT', 206],
    ['an older date', 'Sat, 02 Jan 2027 03:04:04 GMT', 200],
    ['a newer date', 'Sat, 02 Jan 2027 03:04:06 GMT', 200],
    ['nonsense', 'yesterday', 200],
  ])('with If-Range of %s', async (_, ifRange, status) => {
    const response = await get({ range: 'bytes=0-9', 'if-range': ifRange });
    expect(response.status).toBe(status);
    expect(await bodyOf(response)).toHaveLength(status === 206 ? 10 : 200_000);
  });
});

describe('a condition', () => {
  test.each([
    [{ 'if-none-match': '"v1"' }, 304],
    [{ 'if-none-match': 'W/"v1"' }, 304],
    [{ 'if-none-match': '"a", "v1"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"v2"' }, 200],
    [{ 'if-modified-since': 'Sat, 02 Jan 2027 03:04:05 GMT' }, 304],
    [{ 'if-modified-since': 'Sat, 02 Jan 2027 03:04:04 GMT' }, 200],
    [{ 'if-modified-since': 'nonsense' }, 200],
    [{ 'if-none-match': '"v2"', 'if-modified-since': 'Sat, 02 Jan 2027 03:04:05 GMT' }, 200],
    [{ 'if-none-match': '"v1"', range: 'bytes=0-1' }, 304],
  ])('%j is answered %i', async (headers, status) => {
    const response = await get(headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('etag')).toBe('"v1"');
    expect(response.headers.get('cache-control')).toBe('private, max-age=90, immutable');
    expect(await bodyOf(response)).toHaveLength(status === 304 ? 0 : 200_000);
  });
});

describe('refusals', () => {
  test.each([
    ['/cdn/forged', 403, 'url_signature_invalid'],
    ['/cdn/expired', 403, 'url_expired'],
    ['/cdn/songs/none.mp3', 404, 'not_found'],
    ['/cdn/a%00b', 400, 'invalid_request'],
  ])('%s is answered %i', async (at, status, code) => {
    await expectProblem(await get({}, at), status, code);
    const head = await get({}, at, 'HEAD');
    expect(head.status).toBe(status);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const response = await get({}, path, method);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    await expectProblem(response, 405, 'method_not_allowed');
  });

  test('what went wrong inside stays inside', async () => {
    vi.spyOn(blobs.store, 'head').mockRejectedValueOnce(new Error('secret path'));
    const response = await get();
    expect(await response.clone().text()).not.toContain('secret');
    await expectProblem(response, 500, 'internal');
    expect(logger.lines).toHaveLength(1);
  });

  test('OPTIONS allows ranges from every origin', async () => {
    const response = await get({}, path, 'OPTIONS');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('access-control-allow-headers')).toContain('Range');
  });
});

test('an object replaced between the two questions is answered as it is now', async () => {
  const { read } = blobs.store;
  vi.spyOn(blobs.store, 'read').mockImplementationOnce((key, range) => {
    blobs.put('songs/1/original.mp3', bytes.subarray(0, 1000));
    return read(key, range);
  });
  const response = await get();
  expect(response.headers.get('content-length')).toBe('1000');
  expect(await bodyOf(response)).toEqual(bytes.subarray(0, 1000));
});

test('a store that fails halfway cuts the connection', async () => {
  const info = await blobs.store.head(toBlobKey('songs/1/original.mp3'));
  vi.spyOn(blobs.store, 'read').mockResolvedValueOnce({
    info,
    chunks: (async function* () {
      yield bytes.subarray(0, 1000);
      throw new Error('the disk broke');
    })(),
  });
  await expect(get().then(bodyOf)).rejects.toThrow();
  expect(logger.lines).toHaveLength(1);
});

describe('slow and vanishing clients', () => {
  const large = '/cdn/mixes/1.mp3';
  beforeEach(() => {
    blobs.put('mixes/1.mp3', new Uint8Array(100 * MB));
  });

  /** A client that has sent its request and reads nothing. */
  async function openStalled() {
    const socket = await server.open();
    socket.pause();
    socket.write(`GET ${large} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    await vi.waitFor(() => expect(blobs.counts.bytesRead).toBeGreaterThan(0));
    return socket;
  }

  /** Settles when nothing more is read from the store. */
  async function untilStalled(): Promise<number> {
    let before = -1;
    await vi.waitFor(
      () => {
        const read = blobs.counts.bytesRead;
        const unchanged = read === before;
        before = read;
        expect(unchanged).toBe(true);
      },
      { interval: 100, timeout: 10_000 },
    );
    return before;
  }

  test('no more is read from the store than the connection takes', async () => {
    const socket = await openStalled();
    const stalledAt = await untilStalled();
    expect(stalledAt).toBeLessThan(20 * MB); // what the kernel's socket buffers hold
    const text = await textUntilEnd(socket.resume());
    expect(text.length).toBeGreaterThan(100 * MB);
    expect(blobs.counts).toEqual({ bytesRead: 100 * MB, openReaders: 0 });
  });

  test('a client that goes frees the file at once', async () => {
    const socket = await openStalled();
    expect(blobs.counts.openReaders).toBe(1);
    socket.destroy();
    await vi.waitFor(() => expect(blobs.counts.openReaders).toBe(0));
    expect(blobs.counts.bytesRead).toBeLessThan(20 * MB);
    expect(logger.lines).toEqual([]);
  });

  test('a client that takes nothing is cut off', async () => {
    await server.stop();
    await start(200);
    const socket = await openStalled();
    await vi.waitFor(() => expect(blobs.counts.openReaders).toBe(0), { timeout: 5000 });
    socket.destroy();
  });

  test('a client that goes before the answer begins costs nothing', async () => {
    const found = Promise.withResolvers<void>();
    const { head } = blobs.store;
    const asked = vi.spyOn(blobs.store, 'head').mockImplementationOnce(async (key) => {
      await found.promise;
      return head(key);
    });
    const socket = await server.open();
    socket.write(`GET ${large} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    socket.resetAndDestroy();
    await once(socket, 'close');
    const response = await get(); // a full exchange later the server has seen the other go
    await response.arrayBuffer();
    const before = blobs.counts.bytesRead;
    found.resolve();
    await (await get({ range: 'bytes=0-0' })).arrayBuffer();
    expect(blobs.counts).toEqual({ bytesRead: before + 1, openReaders: 0 });
    expect(logger.lines).toEqual([]);
  });
});

test('says of every request how it ended and how much of the file was sent', async () => {
  await bodyOf(await get());
  await bodyOf(await get({ range: 'bytes=10-19' }));
  await bodyOf(await get({}, path, 'HEAD'));
  await bodyOf(await get({ 'if-none-match': '"v1"' }));
  for (const at of [`${path}?forged`, `${path}?expired`, '/cdn/nothing.mp3']) {
    await bodyOf(await get({}, at));
  }
  await vi.waitFor(() => expect(answers).toHaveLength(7));
  expect(answers).toEqual([
    { status: 200, sentBytes: 200_000, refused: null },
    { status: 206, sentBytes: 10, refused: null },
    { status: 200, sentBytes: 0, refused: null },
    { status: 304, sentBytes: 0, refused: null },
    { status: 403, sentBytes: 0, refused: 'url_signature_invalid' },
    { status: 403, sentBytes: 0, refused: 'url_expired' },
    { status: 404, sentBytes: 0, refused: null },
  ]);
});
