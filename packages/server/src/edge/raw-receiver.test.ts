import { Problem } from '@madrigal/contract';
import { type DirectUploadReceiver, MadrigalError } from '@madrigal/core/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRawReceiver } from './raw-receiver.ts';
import { collectingLogger, serve, type TestServer } from './testing/serve.ts';

const MB = 1_000_000;
const receive = vi.fn<DirectUploadReceiver['receive']>();
let logger: ReturnType<typeof collectingLogger>;
let server: TestServer;

/** Takes all bytes and tells their number as the ETag. */
const takeAll: DirectUploadReceiver['receive'] = async ({ body }) => {
  let size = 0;
  for await (const chunk of body) size += chunk.byteLength;
  return { etag: `"${size}"` };
};

beforeEach(async () => {
  logger = collectingLogger();
  receive.mockReset().mockImplementation(takeAll);
  server = await serve(
    createRawReceiver({
      receiver: { receive },
      download: (_, res) => res.end('the file'),
      logger,
      idleTimeoutMs: 300,
    }),
  );
});
afterEach(() => server.stop());

const put = (body: Uint8Array, method = 'PUT') =>
  fetch(`${server.url}/raw/u/1?size=1&signature=x`, { method, body: Buffer.from(body) });

test('hands over the request and answers the ETag', async () => {
  const response = await put(new Uint8Array(3 * MB));
  expect(response.status).toBe(200);
  expect(response.headers.get('etag')).toBe('"3000000"');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-expose-headers')).toBe('ETag');
  expect(receive.mock.calls[0]?.[0]).toMatchObject({
    target: '/raw/u/1?size=1&signature=x',
    contentLength: 3 * MB,
  });
});

test('says when no length was declared', async () => {
  const text = await server.exchange(
    'PUT /raw/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' +
      '5\r\nhello\r\n0\r\n\r\n',
  );
  expect(text).toContain('HTTP/1.1 200');
  expect(text).toContain('etag: "5"');
  expect(receive.mock.calls[0]?.[0].contentLength).toBeNull();
});

test.each([
  ['url_signature_invalid', 403],
  ['url_expired', 403],
  ['invalid_request', 400],
  ['not_found', 404],
  ['payload_too_large', 413],
  ['storage_full', 507],
] as const)('answers %s with %i, though the body is large and unread', async (code, status) => {
  receive.mockRejectedValue(new MadrigalError(code, 'A sentence.'));
  const response = await put(new Uint8Array(40 * MB));
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(Problem.parse(await response.json())).toMatchObject({
    code,
    status,
    detail: 'A sentence.',
  });
});

test('answers when the body is refused halfway', async () => {
  receive.mockImplementation(async ({ body }) => {
    for await (const _ of body) break;
    throw new MadrigalError('payload_too_large', 'Too much.');
  });
  const response = await put(new Uint8Array(20 * MB));
  expect(response.status).toBe(413);
  expect(Problem.parse(await response.json()).code).toBe('payload_too_large');
});

test('the answer to a refused upload comes before its body has been sent', async () => {
  receive.mockRejectedValue(new MadrigalError('url_expired', 'Too late.'));
  const socket = await server.open();
  socket.write('PUT /raw/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nfirst');
  const answer = await new Promise<string>((resolve) => {
    socket.setEncoding('latin1').once('data', (text) => resolve(String(text)));
  });
  expect(answer).toContain('HTTP/1.1 403');
  expect(answer.toLowerCase()).toContain('connection: close');
  socket.destroy();
});

test('a client that goes halfway is no error of the server', async () => {
  const ended = Promise.withResolvers<unknown>();
  receive.mockImplementation(async (request) => {
    const result = takeAll(request);
    result.then(ended.resolve, ended.resolve);
    return result;
  });
  const socket = await server.open();
  socket.write('PUT /raw/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nfirst');
  await vi.waitFor(() => expect(receive).toHaveBeenCalled());
  socket.destroy();
  expect(await ended.promise).toBeInstanceOf(Error);
  expect(logger.lines).toEqual([]);
});

test('a client that sends nothing more is cut off', async () => {
  const text = await server.open().then(async (socket) => {
    socket.write('PUT /raw/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nfirst');
    let received = '';
    for await (const chunk of socket.setEncoding('latin1')) received += chunk;
    return received;
  });
  expect(text).toBe('');
  expect(logger.lines).toEqual([]);
});

test('who asks for an object is handed on', async () => {
  const response = await fetch(`${server.url}/raw/a`);
  expect(await response.text()).toBe('the file');
  expect(receive).not.toHaveBeenCalled();
});

test.each(['POST', 'DELETE'])('%s is not allowed', async (method) => {
  const response = await fetch(`${server.url}/raw/a`, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('PUT, GET, HEAD, OPTIONS');
  expect(Problem.parse(await response.json()).code).toBe('method_not_allowed');
  expect(receive).not.toHaveBeenCalled();
});

test('OPTIONS allows all of it from every origin', async () => {
  const response = await fetch(`${server.url}/raw/a`, { method: 'OPTIONS' });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-methods')).toBe('PUT, GET, HEAD, OPTIONS');
});
