import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually, sharedInstance } from './harness/index.ts';

const { baseUrl, anonymous, listener, admin } = sharedInstance();
const { hostname, port } = new URL(baseUrl);
const SLOW_CLIENTS = 300;
/** Longer than the server waits for anything that a request consists of. */
const CUT_OFF_WITHIN_MS = 90_000;

const json = { 'content-type': 'application/json' };

describe('a body', () => {
  const post = (body: string, headers: Record<string, string> = json) =>
    listener.request('/api/v1/playlists', { method: 'POST', headers, body });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/xml'])(
    'is not read as %s',
    async (type) => {
      expect((await post('{"name":"x"}', { 'content-type': type })).status).toBe(415);
    },
  );

  it('is not taken when it is too large, or too deep to be anything of ours', async () => {
    expect((await post(JSON.stringify({ name: 'x'.repeat(3_000_000) }))).status).toBe(413);
    expect((await post('['.repeat(500_000))).status).toBe(400);
    expect((await post(`{"name":"x","songIds":${'[['.repeat(50_000)}`)).status).toBe(400);
  });

  it('poisons no prototype', async () => {
    expect((await post('{"name":"x","__proto__":{"role":"admin"}}')).status).toBe(400);
    expect((await post('{"name":"x","constructor":{"prototype":{"a":1}}}')).status).toBe(400);
    expect((await listener.call('getOverview')).ok).toBe(false);
  });

  it('holds no text that the database cannot', async () => {
    for (const name of ['\u0000', 'a\u0000b', '\ud800']) {
      const response = await post(JSON.stringify({ name }));
      expect([201, 400]).toContain(response.status);
    }
  });
});

describe('a header', () => {
  it('is not written by the name of a file', async () => {
    const fileName = 'a"\r\nset-cookie: evil=1\r\n\r\n<script>.mp3';
    const answer = await admin.call('createUpload', { body: { fileName, sizeBytes: 1000 } });
    if (answer.ok) {
      const params = { uploadId: answer.body.id };
      const response = await admin.request(`/api/v1/uploads/${answer.body.id}`);
      expect(response.headers.getSetCookie()).toEqual([]);
      await admin.must('cancelUpload', { params });
    } else expect(answer.problem.code).toBe('invalid_request');
  });

  it('cannot be smuggled by two lengths, nor split by a path', async () => {
    const raw = async (text: string) => {
      const socket = connect(Number(port), hostname);
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.write(text);
      await once(socket, 'close');
      return Buffer.concat(chunks).toString();
    };
    const two = await raw(
      'POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n' +
        'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n',
    );
    expect(two).toMatch(/^HTTP\/1\.1 400/);
    expect(two.match(/HTTP\/1\.1/g)).toHaveLength(1);
    const split = await raw(
      'GET /api/v1/x%0d%0aset-cookie:%20evil=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(split).not.toMatch(/^set-cookie/im);
  });
});

describe('slow clients', () => {
  const sockets: Socket[] = [];
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
  });

  const beginnings = [
    'GET /api/v1/instance HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    'POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    'GET /cdn/library/x HTTP/1.1\r\nHost: x\r\n',
    'PUT /raw/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx',
  ];

  it('keep nobody else from being served, and are cut off', { timeout: 120_000 }, async () => {
    const closed = new Set<Socket>();
    for (let index = 0; index < SLOW_CLIENTS; index += 1) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {}).once('close', () => closed.add(socket));
      // An answer to what was sent so far is one, too; it has to be read for the end to be seen.
      socket.resume().write(beginnings[index % beginnings.length] ?? '');
      sockets.push(socket);
    }
    await Promise.all(Array.from({ length: 20 }, () => anonymous.must('getInstance')));
    await eventually(
      'the end of all slow connections',
      async () => closed.size === SLOW_CLIENTS,
      CUT_OFF_WITHIN_MS,
    );
    await anonymous.must('getInstance');
  });
});
