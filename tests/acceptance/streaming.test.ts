import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  eventually,
  type LocalFile,
  readProblem,
  sharedInstance,
} from './harness/index.ts';

const { baseUrl, admin, listener } = sharedInstance();

let file: LocalFile;
let songId: string;
let url: URL;

beforeAll(async () => {
  file = await audioFile({ format: 'mp3', seconds: 5, tags: { title: 'Stream' } });
  songId = await addSong(admin, file);
  url = new URL((await listener.must('streamSong', { params: { songId } })).url, baseUrl);
});

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { method, headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a stream', () => {
  it('says what it is and for how long', async () => {
    const stream = await listener.must('streamSong', { params: { songId } });
    expect(stream).toMatchObject({ mimeType: 'audio/mpeg', sizeBytes: file.bytes.byteLength });
    expect(Date.parse(stream.expiresAt)).toBeGreaterThan(Date.now() + stream.durationMs);
  });

  it('has one URL for a while, so that caches work', async () => {
    const again = await listener.must('streamSong', { params: { songId } });
    const forAdmin = await admin.must('streamSong', { params: { songId } });
    expect(
      new Set([String(url), ...[again, forAdmin].map((s) => String(new URL(s.url, baseUrl)))]).size,
    ).toBeLessThanOrEqual(2); // two when the rounded time moved on in between
  });

  it('is signed in the format of CloudFront', () => {
    const names = [...url.searchParams.keys()].sort();
    expect(names).toEqual(['Expires', 'Hash-Algorithm', 'Key-Pair-Id', 'Signature']);
  });

  it('gives the uploaded bytes, and nothing a browser could mistake for a page', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(await bytesOf(response)).toEqual(Buffer.from(file.bytes));
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('etag')).toMatch(/^".+"$/);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const [head, whole] = [await get({}, 'HEAD'), await get()];
    for (const name of ['content-length', 'content-type', 'etag', 'last-modified']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name));
    }
    expect(await bytesOf(head)).toHaveLength(0);
    await whole.arrayBuffer();
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    ['bytes=1000-', 1000, undefined],
    ['bytes=-500', -500, undefined],
    ['bytes=0-999999999', 0, undefined],
    ['bytes=-999999999', 0, undefined],
  ])('answers the range %s with exactly these bytes', async (range, start, end) => {
    const response = await get({ range });
    const expected = Buffer.from(file.bytes.subarray(start, end));
    expect(response.status).toBe(206);
    expect(await bytesOf(response)).toEqual(expected);
    const size = file.bytes.byteLength;
    const first = start < 0 ? size + start : start;
    expect(response.headers.get('content-range')).toBe(
      `bytes ${first}-${first + expected.length - 1}/${size}`,
    );
  });

  it.each(['bytes=999999999-', 'bytes=-0'])('has nothing in the range %s', async (range) => {
    const response = await get({ range });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${file.bytes.byteLength}`);
    expect((await readProblem(response)).code).toBe('range_not_satisfiable');
  });

  it.each(['bytes=5-2', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,5-6'])(
    'gives the whole for %s, which asks for no single range',
    async (range) => {
      const response = await get({ range });
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toHaveLength(file.bytes.byteLength);
    },
  );

  it('gives a range only of the same bytes when If-Range asks for that', async () => {
    const etag = (await get({}, 'HEAD')).headers.get('etag') ?? '';
    const statusOf = async (ifRange: string) => {
      const response = await get({ range: 'bytes=0-9', 'if-range': ifRange });
      await response.arrayBuffer();
      return response.status;
    };
    expect(await statusOf(etag)).toBe(206);
    expect(await statusOf('"another"')).toBe(200);
    expect(await statusOf(`W/${etag}`)).toBe(200);
    expect(await statusOf(new Date(0).toUTCString())).toBe(200);
  });

  it('is not sent again to whom has it', async () => {
    const { headers } = await get({}, 'HEAD');
    const etag = headers.get('etag') ?? '';
    for (const condition of [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", W/${etag}` },
      { 'if-modified-since': headers.get('last-modified') ?? '' },
    ]) {
      const response = await get(condition);
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(etag);
    }
    const changed = await get({ 'if-none-match': '"x"' });
    expect(changed.status).toBe(200);
    await changed.arrayBuffer();
  });

  it('lets pages of other origins play it', async () => {
    const response = await get({ origin: 'https://player.example' }, 'OPTIONS');
    expect(response.ok).toBe(true);
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('range');
  });
});

describe('a stream URL', () => {
  it.each([
    ['path', (href: string) => href.replace(/.\?/, 'x?')],
    ['folder', (href: string) => href.replace('/cdn/', '/cdn/x/')],
    ['time', (href: string) => href.replace(/Expires=(\d+)/, (_, time) => `Expires=${+time + 1}`)],
    ['signature', (href: string) => href.replace(/Signature=./, (text) => flipLast(text))],
    ['key', (href: string) => href.replace(/Key-Pair-Id=[^&]+/, 'Key-Pair-Id=KANOTHER')],
  ])('with another %s is refused', async (_part, alter) => {
    const altered = alter(url.href);
    expect(altered).not.toBe(url.href);
    await expectRefusal(new URL(altered));
  });

  it.each(['Expires', 'Signature', 'Key-Pair-Id'])('without %s is refused', async (name) => {
    const altered = new URL(url);
    altered.searchParams.delete(name);
    await expectRefusal(altered);
  });

  it('of one file opens no other', async () => {
    const other = new URL(url);
    other.pathname = url.pathname.replace(songId, '01900000-0000-7000-8000-000000000000');
    await expectRefusal(other);
    for (const climb of ['/cdn/../../etc/passwd', '/cdn/..%2f..%2fetc%2fpasswd', '/cdn/']) {
      // A front may refuse before the edge does.
      expect(await statusOfRawPath(climb + url.search), climb).toBeOneOf([400, 403]);
    }
  });

  it('is a problem that scripts of other origins can read', async () => {
    const response = await fetch(new URL(url.pathname, url), {
      headers: { origin: 'https://a.b' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    await readProblem(response);
  });
});

describe('renditions', () => {
  it('of ALAC is AAC from the start, and the original stays', async () => {
    const alac = await audioFile({ format: 'alac', seconds: 2 });
    const id = await addSong(admin, alac);
    const song = await listener.must('getSong', { params: { songId: id } });
    expect(song.formats.toSorted()).toEqual(['aac', 'original']);
    const stream = await listener.must('streamSong', { params: { songId: id } });
    expect(stream.mimeType).toBe('audio/mp4');
    const bytes = await bytesOf(await fetch(new URL(stream.url, baseUrl)));
    expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
    expect(bytes).toHaveLength(stream.sizeBytes);
    const query = { format: 'original' } as const;
    const original = await listener.must('streamSong', { params: { songId: id }, query });
    expect(await bytesOf(await fetch(new URL(original.url, baseUrl)))).toEqual(
      Buffer.from(alac.bytes),
    );
  });

  it('of lossless songs are made on request, once', async () => {
    const id = await addSong(admin, await audioFile({ format: 'flac', seconds: 2 }));
    const params = { songId: id };
    const query = { format: 'opus' } as const;
    const early = await listener.call('streamSong', { params, query });
    expect(early.ok ? null : early.problem.code).toBe('rendition_not_ready');

    const ask = () => admin.must('requestRendition', { params, body: { format: 'opus' } });
    await Promise.all([ask(), ask()]);
    await eventually('the rendition', async () =>
      (await listener.must('getSong', { params })).formats.includes('opus'),
    );
    expect(await ask()).toEqual({ state: 'ready' });
    const stream = await listener.must('streamSong', { params, query });
    expect(stream.mimeType).toMatch(/^audio\/ogg/);
    const bytes = await bytesOf(await fetch(new URL(stream.url, baseUrl)));
    expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  });

  it('of lossy songs are not made', async () => {
    const answer = await admin.call('requestRendition', {
      params: { songId },
      body: { format: 'opus' },
    });
    expect(answer.ok ? null : answer.problem.code).toBe('conflict');
  });
});

async function expectRefusal(refused: URL): Promise<void> {
  const response = await fetch(refused);
  expect(response.status).toBe(403);
  expect((await readProblem(response)).code).toMatch(/^url_(signature_invalid|expired)$/);
}

/** Status at a path that is sent as it is: fetch would resolve its dots first. */
async function statusOfRawPath(path: string): Promise<number | undefined> {
  const sent = request(baseUrl, { path }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

function flipLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A');
}
