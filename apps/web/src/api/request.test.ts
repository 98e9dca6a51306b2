import { endpoints } from '@madrigal/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './problem.ts';
import { pathOf, request } from './request.ts';
import { forgetToken, onSignedOut } from './token.ts';

const songId = '01990000-0000-7000-8000-000000000001';

function jwt(lifetimeSeconds: number): string {
  const payload = btoa(JSON.stringify({ iat: 1000, exp: 1000 + lifetimeSeconds }));
  return `h.${payload}.s`;
}

/** Answers requests in order and keeps what was asked. */
function serve(...answers: (() => Response | Promise<Response>)[]) {
  const seen: { path: string; authorization: string | null }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    seen.push({ path, authorization: new Headers(init.headers).get('authorization') });
    const answer = answers.shift();
    if (!answer) throw new Error(`unexpected request ${path}`);
    return answer();
  });
  return seen;
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });

afterEach(() => {
  forgetToken();
  vi.unstubAllGlobals();
});

describe('request', () => {
  it('fills in path parameters and the query', () => {
    expect(pathOf(endpoints.getSong, { params: { songId: 'a/b' } })).toBe('/api/v1/songs/a%2Fb');
    expect(pathOf(endpoints.listSongs, { query: { order: 'title', cursor: undefined } })).toBe(
      '/api/v1/songs?order=title',
    );
  });

  it('fetches a token once and reuses it', async () => {
    const token = jwt(600);
    const seen = serve(json({ token }), json({ title: 'A' }), json({ title: 'B' }));
    await request(endpoints.getSong, { params: { songId } });
    await request(endpoints.getSong, { params: { songId } });
    expect(seen.map((call) => call.path)).toEqual([
      '/api/auth/token',
      `/api/v1/songs/${songId}`,
      `/api/v1/songs/${songId}`,
    ]);
    expect(seen[2]?.authorization).toBe(`Bearer ${token}`);
  });

  it('renews a token that is about to end before it is used', async () => {
    const seen = serve(json({ token: jwt(20) }), json({}), json({ token: jwt(600) }), json({}));
    await request(endpoints.getMe, {});
    await request(endpoints.getMe, {});
    expect(seen.filter((call) => call.path === '/api/auth/token')).toHaveLength(2);
  });

  it('renews once on 401 and repeats the request', async () => {
    const seen = serve(
      json({ token: jwt(600) }),
      json({}, 401),
      json({ token: jwt(700) }),
      json({ name: 'Ada' }),
    );
    await expect(request(endpoints.getMe, {})).resolves.toEqual({ name: 'Ada' });
    expect(seen[3]?.authorization).toBe(`Bearer ${jwt(700)}`);
  });

  it('shares one renewal among requests at the same time', async () => {
    const seen = serve(json({ token: jwt(600) }), json({}), json({}), json({}));
    await Promise.all([1, 2, 3].map(() => request(endpoints.getMe, {})));
    expect(seen.filter((call) => call.path === '/api/auth/token')).toHaveLength(1);
  });

  it('tells when the session is gone', async () => {
    serve(json({}, 401));
    const listener = vi.fn();
    const stop = onSignedOut(listener);
    await expect(request(endpoints.getMe, {})).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(listener).toHaveBeenCalledOnce();
    stop();
  });

  it('turns a problem into an error with its code, detail and request id', async () => {
    const problem = {
      type: 'about:blank',
      title: 'This instance is already set up',
      status: 409,
      code: 'setup_already_done',
      detail: 'Someone was faster.',
      requestId: 'r1',
    };
    serve(json(problem, 409));
    const body = { name: 'Ada', email: 'a@example.org', password: 'long enough' };
    await expect(request(endpoints.setUpInstance, { body })).rejects.toMatchObject({
      code: 'setup_already_done',
      message: 'Someone was faster.',
      requestId: 'r1',
    });
  });

  it('names a failure of a proxy and a lost connection', async () => {
    serve(() => new Response('<html>', { status: 502 }));
    await expect(request(endpoints.getInstance, {})).rejects.toMatchObject({ code: 'unavailable' });
    serve(() => Promise.reject(new TypeError('failed to fetch')));
    const error = await request(endpoints.getInstance, {}).catch((cause) => cause);
    expect(error).toBeInstanceOf(ApiError);
    expect(error.code).toBe('network');
  });
});
