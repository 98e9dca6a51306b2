import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClient, fetchToken, sharedInstance } from './harness/index.ts';

const { baseUrl, sessions, listener } = sharedInstance();

interface Parts {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

function signed({ header, claims }: Parts, key: KeyObject): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

function macced({ header, claims }: Parts, secret: string | Buffer): string {
  const text = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

describe('an access token', () => {
  let real: string;
  let parts: Parts;
  let jwk: Record<string, string>;
  const forger = generateKeyPairSync('ed25519');

  beforeAll(async () => {
    real = await fetchToken(sessions.listener);
    const [header, claims] = real.split('.');
    parts = { header: decode(header), claims: decode(claims) };
    const { keys } = (await (await fetch(new URL('/api/auth/jwks', baseUrl))).json()) as {
      keys: Record<string, string>[];
    };
    jwk = keys.find(({ kid }) => kid === parts.header.kid) ?? {};
  });

  const isRefused = async (token: string) => {
    const answer = await createClient(baseUrl, token).call('getMe');
    expect(answer.ok || answer.problem.code, token.slice(0, 80)).toBe('unauthenticated');
  };
  const asAdmin = () => ({ ...parts.claims, role: 'admin' });

  it('works as it was issued', async () => {
    expect(await createClient(baseUrl, real).must('getMe')).toMatchObject({ role: 'listener' });
  });

  it.each(['none', 'None', 'NONE', ''])('is not taken unsigned, as algorithm %j', async (alg) => {
    const text = `${encode({ ...parts.header, alg })}.${encode(asAdmin())}`;
    const [, , signature] = real.split('.');
    for (const end of ['', signature]) await isRefused(`${text}.${end}`);
    await isRefused(text);
  });

  it('is not taken with its public key as a shared secret', async () => {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const secrets = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      Buffer.from(jwk.x ?? '', 'base64url'),
      jwk.x ?? '',
      JSON.stringify(jwk),
      '',
    ];
    for (const secret of secrets) {
      await isRefused(macced({ ...parts, claims: asAdmin() }, secret));
    }
  });

  it('is not taken from another key, whatever its header says of it', async () => {
    const own = forger.publicKey.export({ format: 'jwk' });
    const headers = [
      {},
      { jwk: own },
      { jku: 'https://evil.test/jwks' },
      { x5u: 'https://evil.test/x5u' },
      { kid: undefined },
      { kid: '../../../../dev/null' },
      { kid: "' OR 1=1 --" },
      { kid: '__proto__' },
      { kid: { toString: 'x' } },
      { crit: ['exp'], b64: false },
    ];
    for (const header of headers) {
      const forged = { header: { ...parts.header, ...header }, claims: asAdmin() };
      await isRefused(signed(forged, forger.privateKey));
    }
  });

  it('is not taken when anything in it was changed', async () => {
    const [header, claims, signature = ''] = real.split('.');
    await isRefused(`${header}.${encode(asAdmin())}.${signature}`);
    await isRefused(`${encode({ ...parts.header, typ: 'x' })}.${claims}.${signature}`);
    await isRefused(`${header}.${claims}.${signature.slice(0, -4)}`);
    await isRefused(`${header}.${claims}.${Buffer.alloc(64).toString('base64url')}`);
    await isRefused(`${header}.${claims}`);
    await isRefused(`${real}.${signature}`);
  });

  it.each([
    'x',
    '..',
    'a.b.c',
    'mad_',
    `mad_${'A'.repeat(43)}`,
    `mad_' OR true --`,
    `${'A'.repeat(7000)}.${'A'.repeat(100)}.A`,
  ])('is not %j', isRefused);

  it('is read from its header alone', async () => {
    const places: [string, Record<string, string>][] = [
      [`/api/v1/me?access_token=${real}`, {}],
      ['/api/v1/me', { cookie: `token=${real}; access_token=${real}` }],
      ['/api/v1/me', { authorization: `Basic ${real}` }],
      ['/api/v1/me', { authorization: real }],
      // A session alone opens nothing but the accounts' own addresses: no other site can use it.
      ['/api/v1/me', { cookie: sessions.listener.cookie }],
    ];
    for (const [path, headers] of places) {
      expect((await fetch(new URL(path, baseUrl), { headers })).status).toBe(401);
    }
  });

  it('does not outrank its account where it claims a role in the request', async () => {
    const response = await listener.request('/api/v1/admin/overview?role=admin', {
      headers: { 'x-role': 'admin' },
    });
    expect(response.status).toBe(403);
  });
});
