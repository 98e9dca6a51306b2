import { MadrigalError } from '@madrigal/core/shared';
import { describe, expect, it, vi } from 'vitest';
import { as, createServices, song, startServer } from './testing/server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const upload = { method: 'POST', url: '/api/v1/uploads' } as const;

describe('requests', () => {
  it('name every fault, with its place', async () => {
    const { app } = await startServer();
    const answer = await app.inject({
      ...upload,
      headers: as('admin'),
      payload: { fileName: ' ', sizeBytes: -1 },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'invalid_request',
      faults: [{ path: 'body.fileName' }, { path: 'body.sizeBytes' }],
    });
    const list = await app.inject({ url: '/api/v1/songs?limit=1000', headers: as('listener') });
    expect(list.json()).toMatchObject({ faults: [{ path: 'query.limit' }] });
    const one = await app.inject({ url: '/api/v1/songs/x', headers: as('listener') });
    expect(one.json()).toMatchObject({ faults: [{ path: 'params.songId' }] });
  });

  it.each([
    ['half a JSON', JSON_TYPE, '{"half":', 'invalid_request'],
    ['nothing', JSON_TYPE, '', 'invalid_request'],
    ['a prototype', JSON_TYPE, '{"__proto__":{"role":"admin"}}', 'invalid_request'],
    ['XML', { 'content-type': 'application/xml' }, '<a/>', 'unsupported_media_type'],
    ['too much', JSON_TYPE, `"${'x'.repeat(1024 ** 2)}"`, 'payload_too_large'],
  ])('whose body is %s are refused', async (_, headers, payload, code) => {
    const { app } = await startServer();
    const answer = await app.inject({
      ...upload,
      headers: { ...as('admin'), ...headers },
      payload,
    });
    expect(answer.json()).toMatchObject({ code });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('of strangers are refused before their body is looked at', async () => {
    const { app } = await startServer();
    const answer = await app.inject({ ...upload, headers: JSON_TYPE, payload: '{"half":' });
    expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('may name a type for a body they do not have', async () => {
    const { app } = await startServer();
    const url = `/api/v1/uploads/${song.id}/complete`;
    const headers = { ...as('admin'), ...JSON_TYPE };
    expect((await app.inject({ method: 'POST', url, headers })).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url, headers, payload: '{}' })).statusCode).toBe(
      200,
    );
  });

  it.each(['/api/v1/songs/%E0%A4%A', '/api/v1/nothing', '/api', '/health/none', '/cdn/x'])(
    'for %s get a problem',
    async (url) => {
      const { app } = await startServer();
      const answer = await app.inject({ url, headers: { accept: 'text/html' } });
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.json()).toMatchObject({
        status: answer.statusCode,
        requestId: answer.headers['x-request-id'],
      });
    },
  );

  it('are slowed down where they come too often, per address', async () => {
    const { app } = await startServer();
    const set = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/setup',
        payload: { name: 'Ada', email: 'ada@example.org', password: 'difference engine' },
        headers: { 'x-forwarded-for': `192.0.2.${Math.floor(Math.random() * 255)}` },
      });
    let answer = await set();
    for (let count = 0; answer.statusCode === 201 && count < 1000; count += 1) answer = await set();
    expect(answer.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('failures', () => {
  it('that nobody expected say nothing, and are logged once', async () => {
    const secret = new Error('password is hunter2');
    const services = createServices();
    services.catalog.getSong = async () => Promise.reject(secret);
    const { app, lines } = await startServer({ services });
    const answer = await app.inject({
      url: `/api/v1/songs/${song.id}`,
      headers: as('listener'),
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Something went wrong on the server',
      status: 500,
      code: 'internal',
      detail: 'Something went wrong on the server.',
      requestId: answer.headers['x-request-id'],
    });
    const errors = lines.filter(({ level }) => Number(level) >= 50);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      requestId: answer.headers['x-request-id'],
      err: { message: secret.message },
    });
  });

  it('of answers that break the contract are found', async () => {
    const services = createServices();
    services.catalog.getSong = async () => ({ ...song, durationMs: 1.5 });
    const { app } = await startServer({ services });
    const url = `/api/v1/songs/${song.id}`;
    expect((await app.inject({ url, headers: as('listener') })).statusCode).toBe(500);
  });

  it('say when to try again', async () => {
    const handle = async () => {
      throw new MadrigalError('too_many_requests', 'Slow down.', { retryAfterSeconds: 7 });
    };
    const { accounts } = createServices();
    const { app } = await startServer({ services: { accounts: { ...accounts, handle } } });
    const answer = await app.inject({ url: '/api/auth/token' });
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.json()).toMatchObject({ code: 'too_many_requests', detail: 'Slow down.' });
  });

  it('of the database show in the readiness probe', async () => {
    const ping = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('no socket'));
    const { app } = await startServer({ services: { ping } });
    expect((await app.inject('/health/ready')).json()).toMatchObject({ code: 'unavailable' });
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });

  it('of a token that outlived its account are a missing sign-in', async () => {
    const { app } = await startServer();
    const answer = await app.inject({ url: '/api/v1/me', headers: as('listener', 'gone') });
    expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('the log', () => {
  it('has one line per request, without queries, tokens and cookies', async () => {
    const { app, lines } = await startServer();
    await app.inject({
      url: '/api/v1/songs?limit=5&Signature=secret',
      headers: { ...as('listener'), cookie: 'session=secret' },
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      operationId: 'listSongs',
      method: 'GET',
      path: '/api/v1/songs',
      status: 200,
    });
    expect(JSON.stringify(lines)).not.toMatch(/secret|Bearer/);
  });
});

describe('pages', () => {
  it('run scripts of this server only', async () => {
    const { app } = await startServer({
      settings: { publicUrl: 'https://music.example', edgeUrl: 'https://cdn.example' },
    });
    const { headers } = await app.inject('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("media-src 'self' https://cdn.example blob:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeDefined();
  });

  it('do not insist on https where the server speaks http', async () => {
    const { app } = await startServer();
    const { headers } = await app.inject('/');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });
});

it('keeps the outbox to itself where mails are sent', async () => {
  const { app } = await startServer({ services: { outbox: null }, settings: { mail: 'smtp' } });
  const answer = await app.inject({ url: '/api/v1/admin/outbox', headers: as('admin') });
  expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
  expect((await app.inject('/api/v1/instance')).json()).toMatchObject({ mail: 'smtp' });
});

it('says how pages learn of changes, and tells none where they ask', async () => {
  const told = await startServer();
  expect((await told.app.inject('/api/v1/instance')).json()).toMatchObject({ events: 'stream' });
  const { app } = await startServer({ settings: { polls: true } });
  expect((await app.inject('/api/v1/instance')).json()).toMatchObject({ events: 'poll' });
  const asked = await app.inject({ url: '/api/v1/events', headers: as('listener') });
  expect(asked.statusCode).toBe(404);
});

it('sends what somebody owns as a ZIP file, to nobody else and to no program', async () => {
  const { app } = await startServer();
  const url = '/api/v1/me/export';
  const answer = await app.inject({ url, headers: as('listener') });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'cache-control': 'no-store',
  });
  expect(answer.body).toContain('profile.json');
  expect((await app.inject(url)).statusCode).toBe(401);
  const program = await app.inject({ url, headers: as('listener', 'somebody:write') });
  expect(program.json()).toMatchObject({ code: 'forbidden' });
});

it('lets a program that may read change nothing', async () => {
  const { app } = await startServer();
  const change = { ...upload, payload: { fileName: 'a.flac', sizeBytes: 13_000_000 } };
  const headers = (scope: string) => as('admin', `somebody:${scope}`);
  expect((await app.inject({ ...change, headers: headers('read') })).statusCode).toBe(403);
  expect((await app.inject({ ...change, headers: headers('write') })).statusCode).toBe(201);
});
