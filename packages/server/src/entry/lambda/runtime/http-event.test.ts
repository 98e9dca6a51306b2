import { expect, it } from 'vitest';
import type { HttpEvent } from './events.ts';
import { cameByOrigin, toRequest, toResult } from './http-event.ts';

/** An event as an HTTP API makes it, payload format 2.0. */
const event = (more: Partial<HttpEvent> = {}): HttpEvent => ({
  version: '2.0',
  rawPath: '/api/v1/songs',
  rawQueryString: 'q=a%26b&q=c&limit=2',
  headers: { accept: 'application/json', host: 'abc.execute-api.eu-west-1.amazonaws.com' },
  requestContext: { http: { method: 'GET', sourceIp: '192.0.2.7' } },
  isBase64Encoded: false,
  ...more,
});
const settings = { publicUrl: 'https://music.example', originSecret: null };

it('gives the application the request that the client made', () => {
  const { headers, ...request } = toRequest(
    event({
      cookies: ['a=1', 'b=2; c'],
      headers: { accept: 'x', 'X-Two': 'one,two', 'content-length': '9', cookie: 'forged=1' },
    }),
    'r-1',
    settings,
  );
  expect(request).toEqual({
    method: 'GET',
    url: '/api/v1/songs?q=a%26b&q=c&limit=2',
    remoteAddress: '127.0.0.1',
  });
  expect(headers).toEqual({
    accept: 'x',
    'user-agent': '',
    'x-two': 'one,two',
    cookie: 'a=1; b=2; c',
    host: 'music.example',
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-host': 'music.example',
    'x-forwarded-proto': 'https',
    'x-madrigal-request-id': 'r-1',
  });
});

it('takes bodies as text and as base64, byte for byte', () => {
  const bytes = Buffer.from([0, 255, 10, 13, 128]);
  const body = (more: Partial<HttpEvent>) => toRequest(event(more), 'r', settings).payload;
  expect(body({ body: '{"ü":1}' })).toEqual(Buffer.from('{"ü":1}'));
  expect(body({ body: bytes.toString('base64'), isBase64Encoded: true })).toEqual(bytes);
  expect(body({})).toBeUndefined();
});

it.each([
  ['/api/v1/songs/a%2Fb', '/api/v1/songs/a%2Fb'],
  ['/api/v1/shares/ü b', '/api/v1/shares/%C3%BC%20b'],
  ['/api/v1/x/100%', '/api/v1/x/100%25'],
  ['/api/v1/x?y#z', '/api/v1/x%3Fy%23z'],
  ['/api/v1/\ud800', '/api/v1/%EF%BF%BD'],
])('makes of the path %j one that can be asked for', (rawPath, url) => {
  expect(toRequest(event({ rawPath, rawQueryString: '' }), 'r', settings).url).toBe(url);
});

it('believes nobody about who asks, or how a request is called', () => {
  const { headers } = toRequest(
    event({
      headers: {
        forwarded: 'for=1.1.1.1',
        'x-forwarded-for': '1.1.1.1',
        'x-real-ip': '1.1.1.1',
        'cloudfront-viewer-address': '1.1.1.1:1',
        'x-madrigal-request-id': 'mine',
        'x-madrigal-client-ip': '1.1.1.1',
      },
    }),
    'r-2',
    settings,
  );
  expect(JSON.stringify(headers)).not.toMatch(/1\.1\.1\.1|mine/);
});

it.each([
  ['203.0.113.9:4711', '203.0.113.9'],
  ['2001:db8::1:4711', '2001:db8::1'],
])('believes the CDN, which says the secret, about %s', (viewer, ip) => {
  const secret = { ...settings, originSecret: 's'.repeat(32) };
  const came = event({
    headers: { 'x-madrigal-origin': 's'.repeat(32), 'cloudfront-viewer-address': viewer },
  });
  expect(cameByOrigin(came, secret)).toBe(true);
  const { headers } = toRequest(came, 'r', secret);
  expect(headers['x-forwarded-for']).toBe(ip);
  expect(headers['x-madrigal-origin']).toBeUndefined();
  for (const said of ['', 's', 'x'.repeat(32)]) {
    expect(cameByOrigin(event({ headers: { 'x-madrigal-origin': said } }), secret)).toBe(false);
  }
  expect(cameByOrigin(event(), secret)).toBe(false);
});

it('believes the function at the edge, which writes over what clients say', () => {
  const headers = { 'x-madrigal-viewer': '2001:db8::1', 'cloudfront-viewer-address': '1.1.1.1:1' };
  const secret = { ...settings, originSecret: 's'.repeat(32) };
  expect(toRequest(event({ headers }), 'r', secret).headers['x-forwarded-for']).toBe('2001:db8::1');
});

const answer = (headers: Record<string, string | string[]>, body: string | Buffer) => ({
  statusCode: 200,
  headers: { 'content-length': '7', connection: 'keep-alive', ...headers },
  rawPayload: Buffer.from(body as string),
});

it('gives text as text and all else as base64, cookies apart', () => {
  const json = { 'content-type': 'application/problem+json; charset=utf-8' };
  expect(
    toResult(answer({ ...json, 'set-cookie': ['a=1', 'b=2'], vary: ['x', 'y'] }, 'ü')),
  ).toEqual({
    statusCode: 200,
    headers: { ...json, vary: 'x, y' },
    cookies: ['a=1', 'b=2'],
    body: 'ü',
    isBase64Encoded: false,
  });
  const bytes = Buffer.from([0, 255, 128]);
  const zip = toResult(answer({ 'content-type': 'application/zip' }, bytes));
  expect(zip).toMatchObject({ isBase64Encoded: true, body: bytes.toString('base64') });
  const packed = toResult(answer({ ...json, 'content-encoding': 'gzip' }, bytes));
  expect(packed).toMatchObject({ isBase64Encoded: true });
  expect(toResult(answer({}, ''))).toMatchObject({ body: '', isBase64Encoded: false });
});

it('gives no more than Lambda takes', () => {
  const json = { 'content-type': 'application/json' };
  const limit = 6 * 1024 * 1024;
  expect(toResult(answer(json, 'x'.repeat(limit - 100_000)))).not.toBeNull();
  expect(toResult(answer(json, 'x'.repeat(limit)))).toBeNull();
  // As JSON in JSON, quotes take two bytes.
  expect(toResult(answer(json, '"'.repeat(limit / 2)))).toBeNull();
  expect(toResult(answer({ 'content-type': 'image/jpeg' }, 'x'.repeat(limit * 0.8)))).toBeNull();
});
