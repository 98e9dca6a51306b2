import { createHmac, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  callAuth,
  claimsOf,
  createClient,
  fetchToken,
  type Session,
  sharedInstance,
  signIn,
  signUp,
} from './harness/index.ts';

const MAX_TOKEN_SECONDS = 15 * 60;
const { baseUrl, sessions, admin, listener } = sharedInstance();

const newPerson = (name: string) => ({
  name,
  email: `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`,
  password: 'a quiet evening song',
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));

async function publicKeys(): Promise<(JsonWebKey & { kid: string })[]> {
  const response = await callAuth(baseUrl, '/jwks', { method: 'GET' });
  return ((await response.json()) as { keys: (JsonWebKey & { kid: string })[] }).keys;
}

async function codeWith(token: string): Promise<string> {
  const answer = await createClient(baseUrl, token).call('getMe');
  return answer.ok ? 'accepted' : answer.problem.code;
}

describe('accounts', () => {
  it('signs up a listener, whatever role the request asks for', async () => {
    const person = { ...newPerson('Mallory'), role: 'admin' };
    const response = await callAuth(baseUrl, '/sign-up/email', { body: person });
    const session = response.ok ? await signIn(baseUrl, person) : null;
    const plain = session ?? (await signUp(baseUrl, newPerson('Mallory')));
    const me = await createClient(baseUrl, await fetchToken(plain)).must('getMe');
    expect(me.role).toBe('listener');
  });

  it('knows who is signed in', async () => {
    expect(await admin.must('getMe')).toMatchObject({ role: 'admin' });
    expect(await listener.must('getMe')).toMatchObject({ role: 'listener' });
  });

  it('answers the same whether or not an account exists', async () => {
    const wrong = { email: (await listener.must('getMe')).email, password: 'not the password' };
    const known = await callAuth(baseUrl, '/sign-in/email', { body: wrong });
    const unknown = await callAuth(baseUrl, '/sign-in/email', {
      body: { ...wrong, email: newPerson('Nobody').email },
    });
    expect(known.status).toBe(401);
    expect(unknown.status).toBe(known.status);
    expect(withoutRequestId(await unknown.json())).toEqual(withoutRequestId(await known.json()));
  });

  it('keeps the session in a cookie that scripts and other sites cannot use', async () => {
    const person = newPerson('Carla');
    await signUp(baseUrl, person);
    const response = await callAuth(baseUrl, '/sign-in/email', { body: person });
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/;\s*HttpOnly/i);
      expect(cookie).toMatch(/;\s*SameSite=(Lax|Strict)/i);
    }
  });

  it('ends a session for good at sign-out', async () => {
    const session: Session = await signUp(baseUrl, newPerson('Otto'));
    await fetchToken(session);
    const signOut = await callAuth(baseUrl, '/sign-out', { body: {}, cookie: session.cookie });
    expect(signOut.status).toBe(200);
    await expect(fetchToken(session)).rejects.toThrow('no token: 401');
  });

  it('refuses cookie requests that come from another site', async () => {
    const response = await fetch(new URL('/api/auth/sign-out', baseUrl), {
      method: 'POST',
      headers: {
        origin: 'https://evil.example',
        cookie: sessions.listener.cookie,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect(response.status).toBe(403);
    await fetchToken(sessions.listener);
  });
});

describe('access tokens', () => {
  it('are short-lived, name the role, and verify with the published key alone', async () => {
    const token = await fetchToken(sessions.admin);
    const claims = claimsOf(token);
    expect(claims).toMatchObject({ role: 'admin' });
    expect(claims.exp - Number(claims.iat)).toBeLessThanOrEqual(MAX_TOKEN_SECONDS);

    const { alg, kid } = headerOf(token);
    expect(alg).toMatch(/^(ES256|EdDSA)$/);
    const jwk = (await publicKeys()).find((key) => key.kid === kid);
    expect(jwk).not.toHaveProperty('d');
    const [header, payload, signature] = token.split('.');
    const valid = verify(
      alg === 'ES256' ? 'sha256' : null,
      Buffer.from(`${header}.${payload}`),
      { key: createPublicKey({ key: jwk as never, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(valid).toBe(true);
  });

  it('are refused when anything in them was changed', async () => {
    const token = await fetchToken(sessions.listener);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = claimsOf(token);
    const flipped = `${signature.slice(0, 9)}${signature[9] === 'A' ? 'B' : 'A'}${signature.slice(10)}`;
    const forged = [
      `${header}.${encode({ ...claims, role: 'admin' })}.${signature}`,
      `${header}.${encode({ ...claims, exp: claims.exp + 60 })}.${signature}`,
      `${header}.${payload}.${flipped}`,
      `${header}.${payload}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ ...claims, role: 'admin' })}.`,
      'a.b.c',
      'not-a-token',
    ];
    expect(await codeWith(token)).toBe('accepted');
    for (const candidate of forged) {
      expect(await codeWith(candidate), candidate).toBe('unauthenticated');
    }
  });

  it('are refused when signed symmetrically with the public key', async () => {
    const token = await fetchToken(sessions.listener);
    const claims = { ...claimsOf(token), role: 'admin' };
    const { kid } = headerOf(token);
    const jwk = (await publicKeys()).find((key) => key.kid === kid);
    const pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    for (const secret of [pem, JSON.stringify(jwk)]) {
      const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(claims)}`;
      const signature = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(await codeWith(`${signed}.${signature}`)).toBe('unauthenticated');
    }
  });

  it('are the only way in: a session cookie alone opens no endpoint', async () => {
    const response = await fetch(new URL('/api/v1/me', baseUrl), {
      headers: { cookie: sessions.listener.cookie },
    });
    expect(response.status).toBe(401);
  });
});

function withoutRequestId(body: unknown): unknown {
  return { ...(body as object), requestId: undefined };
}
