import { afterEach, describe, expect, it } from 'vitest';
import { as, song, startServer } from './testing/server.ts';

const token = 'm'.repeat(32);
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

describe('metrics', () => {
  let app: Awaited<ReturnType<typeof startServer>>['app'];
  afterEach(() => app.close());

  async function ask(
    from: { remoteAddress?: string; headers?: Record<string, string> },
    metricsToken: string | null = null,
  ): Promise<number> {
    app = (await startServer({ settings: { metricsToken, trustProxy: ['loopback'] } })).app;
    const answer = await app.inject({ url: '/metrics', ...from });
    if (answer.statusCode === 200) {
      expect(answer.headers['content-type']).toMatch(/^text\/plain/);
      expect(answer.body).toBe('up 1\n');
    } else {
      expect(answer.json()).toMatchObject({ code: 'forbidden' });
    }
    return answer.statusCode;
  }

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('are for %s', async (address) => {
    expect(await ask({ remoteAddress: address, headers: { host: 'localhost:4680' } })).toBe(200);
  });

  it.each(['10.0.0.7', '2001:db8::1', '::ffff:10.0.0.7', '128.0.0.1'])(
    'are not for %s',
    async (remoteAddress) => expect(await ask({ remoteAddress })).toBe(403),
  );

  it.each([
    ['what came through a proxy', { 'x-forwarded-for': '127.0.0.1' }],
    ['what says it came through one', { forwarded: 'for=127.0.0.1' }],
    ['a page of another name that leads here', { host: 'rebound.example' }],
  ])('are not for %s', async (_, headers) => expect(await ask({ headers })).toBe(403));

  it('are for whoever has the token', async () => {
    const remoteAddress = '10.0.0.7';
    expect(await ask({ remoteAddress, headers: bearer(token) }, token)).toBe(200);
    expect(await ask({ remoteAddress, headers: bearer(`${token}x`) }, token)).toBe(403);
    expect(await ask({ remoteAddress, headers: bearer('') }, token)).toBe(403);
    expect(await ask({ remoteAddress, headers: bearer('null') })).toBe(403);
  });
});

it('of requests name the operation, never the path', async () => {
  const { app, ends } = await startServer();
  await app.inject({ url: `/api/v1/songs/${song.id}`, headers: as('listener') });
  await app.inject({ url: `/api/v1/songs/${song.id}` });
  await app.inject({ url: '/api/v1/wp-login.php' });
  await app.close();
  expect(ends.map(({ operation, status }) => [operation, status])).toEqual([
    ['getSong', 200],
    ['getSong', 401],
    ['none', 404],
  ]);
  expect(ends.every(({ ms }) => ms >= 0)).toBe(true);
});
