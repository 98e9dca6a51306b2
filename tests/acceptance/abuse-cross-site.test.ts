import { describe, expect, it } from 'vitest';
import {
  adminAccount,
  callAuth,
  hasOwnInstances,
  sharedInstance,
  signIn,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';

const shared = hasOwnInstances ? null : sharedInstance();
const { baseUrl } = shared ?? (await ownInstance());
const session = shared?.sessions.admin ?? (await signIn(baseUrl, adminAccount));
const json = { 'content-type': 'application/json' };

/** Every path of sign-in that takes something, as the instance describes itself. */
const { paths } = (await (await fetch(new URL('/api/v1/openapi.json', baseUrl))).json()) as {
  paths: Record<string, { post?: { security?: object[] } }>;
};
const taking = Object.entries(paths).filter(
  ([path, { post }]) => /^\/api\/auth\//.test(path) && post,
);
const authPaths = taking.map(([path]) => path);
/** Signing out twice is no fault. */
const HARMLESS = '/api/auth/sign-out';
const ofSession = taking
  .filter(([path, { post }]) => post?.security && path !== HARMLESS)
  .map(([path]) => path);

/** Right for all of them in form, and for none in what it says. */
const anything = {
  name: 'x',
  email: 'nobody@example.org',
  ...{ password: 'not the password', currentPassword: 'not the password' },
  ...{ newPassword: 'let me in please', confirmation: 'not the password' },
  ...{ id: 'x', token: 'x', code: '000000', phoneNumber: '+4930123456' },
  response: { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} },
};

describe('somebody without a session', () => {
  it.each(ofSession)('gets nowhere at %s', async (path) => {
    const response = await callAuth(baseUrl, path.replace('/api/auth', ''), { body: anything });
    expect([400, 401]).toContain(response.status);
    expect(response.headers.getSetCookie().filter((line) => /session/.test(line))).toEqual([]);
  });

  it('is told where that is', () => {
    expect(authPaths.length).toBeGreaterThan(25);
    expect(ofSession.length).toBeGreaterThan(15);
  });
});

describe('a page of another site', () => {
  const { cookie } = session;
  it.each(authPaths)('cannot call %s with the cookies of a visitor', async (path) => {
    for (const origin of ['https://evil.test', 'null', `${baseUrl}.evil.test`]) {
      const response = await fetch(new URL(path, baseUrl), {
        method: 'POST',
        headers: { ...json, cookie, origin },
        body: JSON.stringify(anything),
      });
      expect(response.status, origin).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const still = await callAuth(baseUrl, '/get-session', { method: 'GET', cookie });
    expect(await still.json()).toMatchObject({ user: { email: adminAccount.email } });
  });

  it('cannot sign a visitor in as somebody else by a form', async () => {
    const response = await fetch(new URL('/api/auth/sign-in/email', baseUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://evil.test',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
      },
      body: new URLSearchParams({ email: 'eve@example.org', password: 'whatever it is' }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is told by no header that it may read answers', async () => {
    const response = await fetch(new URL('/api/v1/instance', baseUrl), {
      headers: { origin: 'https://evil.test' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
