import { describe, expect, it } from 'vitest';
import { createServices, startServer } from './testing/server.ts';

async function startWith(answer: (request: Request) => Promise<Response>, trustProxy?: string[]) {
  const seen: { request: Request; body: Buffer }[] = [];
  const handle = async (request: Request) => {
    seen.push({ request, body: Buffer.from(await request.clone().arrayBuffer()) });
    return answer(request);
  };
  const { accounts } = createServices();
  const { app } = await startServer({
    services: { accounts: { ...accounts, handle } },
    settings: { trustProxy: trustProxy ?? null },
  });
  return { app, seen };
}

describe('/api/auth', () => {
  it('passes on method, URL, headers and bytes, and the answer back', async () => {
    const { app, seen } = await startWith(async () => {
      const headers = new Headers({ 'content-type': 'application/json', 'x-more': '1' });
      headers.append('set-cookie', 'a=1; Path=/; Expires=Sat, 21 Nov 2026 00:00:00 GMT');
      headers.append('set-cookie', 'b=2; Path=/');
      return new Response('{"ok":true}', { status: 201, headers });
    });
    const payload = Buffer.from('{"name":"Zoë",\n "x": 1}');
    const answer = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email?x=%2F&y=1',
      headers: { host: '192.168.1.7:4680', 'content-type': 'application/json', cookie: 'c=3; d=4' },
      payload,
    });
    expect(seen[0]?.request.url).toBe('http://192.168.1.7:4680/api/auth/sign-in/email?x=%2F&y=1');
    expect(seen[0]?.request.method).toBe('POST');
    expect(seen[0]?.request.headers.get('cookie')).toBe('c=3; d=4');
    expect(seen[0]?.body).toEqual(payload);
    expect(answer.statusCode).toBe(201);
    expect(answer.body).toBe('{"ok":true}');
    expect(answer.headers['set-cookie']).toEqual([
      'a=1; Path=/; Expires=Sat, 21 Nov 2026 00:00:00 GMT',
      'b=2; Path=/',
    ]);
    expect(answer.headers).toMatchObject({ 'x-more': '1', 'cache-control': 'no-store' });
  });

  it('says the address of the client itself, and lets nobody else say it', async () => {
    const { app, seen } = await startWith(async () => Response.json({}));
    await app.inject({
      url: '/api/auth/token',
      remoteAddress: '203.0.113.9',
      headers: {
        'x-madrigal-client-ip': '1.1.1.1',
        'x-forwarded-for': '2.2.2.2',
        'x-forwarded-host': 'evil.test',
      },
    });
    const headers = seen[0]?.request.headers;
    expect(headers?.get('x-madrigal-client-ip')).toBe('203.0.113.9');
    expect(headers?.has('x-forwarded-for')).toBe(false);
    expect(headers?.has('x-forwarded-host')).toBe(false);
  });

  it('believes proxies that were named, about client, host and scheme', async () => {
    const { app, seen } = await startWith(async () => Response.json({}), ['10.0.0.0/8']);
    await app.inject({
      url: '/api/auth/token',
      remoteAddress: '10.1.2.3',
      headers: {
        host: 'internal:80',
        'x-forwarded-for': '6.6.6.6, 203.0.113.9',
        'x-forwarded-host': 'music.example',
        'x-forwarded-proto': 'https',
      },
    });
    expect(seen[0]?.request.url).toBe('https://music.example/api/auth/token');
    expect(seen[0]?.request.headers.get('x-madrigal-client-ip')).toBe('203.0.113.9');
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)('has no %s', async (method) => {
    const { app, seen } = await startWith(async () => Response.json({}));
    const answer = await app.inject({ method, url: '/api/auth/token' });
    expect(answer.json()).toMatchObject({ code: 'method_not_allowed' });
    expect(seen).toEqual([]);
  });

  it('takes no host that is none, and no endless body', async () => {
    const { app, seen } = await startWith(async () => Response.json({}));
    const odd = await app.inject({ url: '/api/auth/token', headers: { host: 'a b<c>' } });
    expect(odd.json()).toMatchObject({ code: 'invalid_request' });
    const long = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: 'x'.repeat(1024 ** 2 + 1),
      headers: { 'content-type': 'application/json' },
    });
    expect(long.json()).toMatchObject({ code: 'payload_too_large' });
    expect(seen).toEqual([]);
  });
});
