import { accountDirectorySuite, tokenVerifierSuite } from '@madrigal/core/testing';
import { getMigrations } from 'better-auth/db/migration';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBetterAuthAccounts } from './accounts.ts';
import { authOptions } from './options.ts';
import {
  ada,
  createClient,
  identity,
  isOnMongo,
  ORIGIN,
  openAccounts,
  problems,
  type TestAccounts,
} from './testing/index.ts';
import { createJwksTokenVerifier } from './token-verifier.ts';

const bob = { name: 'Bob', email: 'bob@example.org', password: 'bobs long password' };

accountDirectorySuite('Better Auth', () => openAccounts());
tokenVerifierSuite('jose', createJwksTokenVerifier);

describe('Better Auth', () => {
  let accounts: TestAccounts;
  let adminId: string;
  beforeAll(async () => {
    accounts = await openAccounts();
    adminId = (await accounts.directory.createFirstAccount(ada)).id;
    await createClient(accounts).call('/sign-up/email', bob);
  });
  afterAll(() => accounts.dispose());
  beforeEach(() => {
    problems.length = 0;
  });

  it.skipIf(isOnMongo)('finds nothing missing in the migrated database', async () => {
    const plan = await getMigrations(authOptions(accounts.settings));
    expect(plan.toBeCreated).toEqual([]);
    expect(plan.toBeAdded).toEqual([]);
    expect(plan.toBeAddedIndexes).toEqual([]);
    expect(plan.schemaProblems).toEqual([]);
    // The type it asks for itself, but does not know under the name PostgreSQL gives it.
    expect(problems).toEqual([expect.stringMatching(/last_request .* number but got int8/)]);
  });

  it('issues short tokens with issuer, audience and role to who has a session', async () => {
    const client = createClient(accounts);
    const signedIn = await client.call('/sign-in/email', ada);
    expect(signedIn.status).toBe(200);
    expect(signedIn.setCookies.join()).toMatch(/^madrigal\.session_token=.*HttpOnly; SameSite=Lax/);
    expect(signedIn.setCookies.join()).not.toContain('Secure');

    const { json } = await client.call('/token');
    const token = String(json.token);
    const { exp = 0, iat = 0, auth_time, ...claims } = decodeJwt(token);
    const signedInAt = Number(auth_time);
    expect(exp - iat).toBe(300);
    expect(signedInAt).toBeGreaterThan(0);
    expect(signedInAt).toBeLessThanOrEqual(iat);
    expect(claims).toEqual({
      iss: identity.issuer,
      aud: identity.audience,
      sub: adminId,
      role: 'admin',
    });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA' });

    const verifier = createJwksTokenVerifier({ jwks: accounts.jwks, ...identity });
    expect(await verifier.verify(token)).toEqual({
      userId: adminId,
      role: 'admin',
      signedInAt: new Date(signedInAt * 1000),
    });
  });

  it('publishes public keys only', async () => {
    const { keys } = await accounts.jwks();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(keys[0]).not.toHaveProperty('d');
    const { json } = await createClient(accounts).call('/jwks');
    expect(json).toEqual({ keys });
  });

  it('gives no token without a session, or after signing out', async () => {
    const client = createClient(accounts);
    expect(await client.call('/token')).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated' },
    });
    await client.call('/sign-in/email', bob);
    expect((await client.call('/token')).status).toBe(200);
    expect((await client.call('/sign-out', {})).status).toBe(200);
    expect((await client.call('/token')).status).toBe(401);
  });

  it('makes whoever signs up a listener, whatever they ask for', async () => {
    const eve = { name: 'Eve', email: 'eve@example.org', password: 'eves long password' };
    const client = createClient(accounts);
    const answer = await client.call('/sign-up/email', { ...eve, role: 'admin', id: 'chosen' });
    expect(answer).toMatchObject({
      status: 200,
      json: { token: null, user: { role: 'listener' } },
    });
    await client.call('/sign-in/email', eve);
    const { json } = await client.call('/token');
    expect(decodeJwt(String(json.token))).toMatchObject({ role: 'listener' });
  });

  it('answers a sign-up the same whether or not the account exists', async () => {
    const fresh = { name: 'New', email: 'new@example.org', password: 'some long password' };
    const first = await createClient(accounts).call('/sign-up/email', fresh);
    const again = await createClient(accounts).call('/sign-up/email', {
      ...fresh,
      name: 'Mallory',
    });
    expect(again.status).toBe(first.status);
    expect(again.setCookies).toEqual(first.setCookies);
    expect(Object.keys(again.json)).toEqual(Object.keys(first.json));
    const users = [first, again].map(({ json }) => json.user as Record<string, unknown>);
    expect(Object.keys(users[1] ?? {}).sort()).toEqual(Object.keys(users[0] ?? {}).sort());
    expect(users[1]).toMatchObject({ name: 'Mallory', email: fresh.email, role: 'listener' });
  });

  it('answers a sign-in the same for a wrong password and an unknown e-mail', async () => {
    const wrong = await createClient(accounts).call('/sign-in/email', {
      ...ada,
      password: 'wrong',
    });
    const unknown = await createClient(accounts).call('/sign-in/email', {
      email: 'nobody@example.org',
      password: 'wrong',
    });
    expect(wrong).toMatchObject({ status: 401, json: { code: 'invalid_credentials' } });
    expect({ status: unknown.status, json: unknown.json }).toEqual({
      status: wrong.status,
      json: wrong.json,
    });
  });

  it('holds sign-ups to the rules of the contract', async () => {
    const broken = { name: '', email: 'someone@example.org', password: 'short' };
    const { status, json } = await createClient(accounts).call('/sign-up/email', broken);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      code: 'invalid_request',
      faults: [{ path: 'name' }, { path: 'password' }],
    });
  });

  it('counts attempts per address, not per forwarded header, in the database', async () => {
    const client = createClient(accounts);
    const attempt = (index: number) =>
      client.call(
        '/sign-in/email',
        { ...ada, password: 'wrong' },
        { 'x-forwarded-for': `192.0.2.${index}` },
      );
    for (let index = 0; index < 20; index += 1) expect((await attempt(index)).status).toBe(401);
    const refused = await attempt(21);
    expect(refused).toMatchObject({ status: 429, json: { code: 'too_many_requests' } });
    expect(refused.json.retryAfterSeconds).toBeGreaterThan(0);

    const replica = createBetterAuthAccounts(accounts.settings);
    const counted = (await accounts.rows('auth_rate_limits')).find(
      ({ key, count }) => String(key).endsWith('|/sign-in/email') && Number(count) >= 20,
    );
    const key = String(counted?.key);
    const answer = replica.handle(
      new Request(`${ORIGIN}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-madrigal-client-ip': String(key.split('|')[0]),
        },
        body: JSON.stringify(ada),
      }),
    );
    await expect(answer).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  it.each(['http://localhost:4680', 'http://127.0.0.1:4680', 'http://192.168.1.7:9000'])(
    'lets people sign in at %s and refuses other origins there',
    async (origin) => {
      const client = createClient(accounts, origin);
      expect((await client.call('/sign-in/email', bob)).status).toBe(200);
      const foreign = await client.call('/sign-out', {}, { origin: 'https://evil.test' });
      expect(foreign).toMatchObject({ status: 403, json: { code: 'forbidden' } });
      expect((await client.call('/token')).status).toBe(200);
    },
  );

  it.each(['/unlink-account', '/update-user', '/delete-user', '/error', '/ok', '/nothing', ''])(
    'does not serve %j',
    async (path) => {
      const { status, json } = await createClient(accounts).call(path, {});
      expect({ status, code: json.code }).toEqual({ status: 404, code: 'not_found' });
    },
  );

  it('refuses a provider that nobody set up', async () => {
    const body = { provider: 'google', callbackURL: '/' };
    const { status, json } = await createClient(accounts).call('/sign-in/social', body);
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'invalid_request' });
  });

  it('ends other sessions when the password changes', async () => {
    const carol = { name: 'Carol', email: 'carol@example.org', password: 'carols long password' };
    const [here, there] = [createClient(accounts), createClient(accounts)];
    await here.call('/sign-up/email', carol);
    await here.call('/sign-in/email', carol);
    await there.call('/sign-in/email', carol);
    const change = { currentPassword: carol.password, newPassword: 'another long password' };
    expect(
      await here.call('/change-password', { ...change, currentPassword: 'wrong one' }),
    ).toMatchObject({ status: 400, json: { code: 'invalid_request' } });
    expect(
      (await here.call('/change-password', { ...change, revokeOtherSessions: true })).status,
    ).toBe(200);
    expect((await there.call('/token')).status).toBe(401);
    expect((await here.call('/token')).status).toBe(200);
  });
});

describe('Better Auth before set-up', () => {
  it('refuses sign-ups, so that the first account is the admin', async () => {
    const accounts = await openAccounts();
    const client = createClient(accounts);
    expect(await client.call('/sign-up/email', bob)).toMatchObject({
      status: 409,
      json: { code: 'setup_required' },
    });
    expect(await accounts.directory.hasAccounts()).toBe(false);
    await accounts.dispose();
  });
});

describe('Better Auth with closed registration and a public https URL', () => {
  let accounts: TestAccounts;
  const origin = 'https://music.example';
  beforeAll(async () => {
    accounts = await openAccounts({ registration: 'closed', publicUrl: origin });
    await accounts.directory.createFirstAccount(ada);
  });
  afterAll(() => accounts.dispose());

  it('refuses sign-ups', async () => {
    expect(await createClient(accounts, origin).call('/sign-up/email', bob)).toMatchObject({
      status: 403,
      json: { code: 'registration_closed' },
    });
  });

  it('sets Secure cookies', async () => {
    const { setCookies } = await createClient(accounts, origin).call('/sign-in/email', ada);
    expect(setCookies.join()).toMatch(
      /^__Secure-madrigal\.session_token=.*HttpOnly; Secure; SameSite=Lax/,
    );
  });

  it('trusts no origin but the public one', async () => {
    const client = createClient(accounts, 'http://192.168.1.7:4680');
    expect(await client.call('/sign-in/email', ada)).toMatchObject({
      status: 403,
      json: { code: 'forbidden' },
    });
  });
});

describe('Better Auth without its database', () => {
  it('says that it is unavailable', async () => {
    const accounts = await openAccounts();
    await accounts.directory.createFirstAccount(ada);
    const { setCookies } = await createClient(accounts).call('/sign-in/email', ada);
    const cookie = String(setCookies[0]?.split(';')[0]);
    await accounts.dispose();
    const unavailable = { code: 'unavailable' };
    await expect(accounts.directory.hasAccounts()).rejects.toMatchObject(unavailable);
    await expect(accounts.jwks()).rejects.toMatchObject(unavailable);
    expect(await createClient(accounts).call('/token', undefined, { cookie })).toMatchObject({
      status: 503,
      json: unavailable,
    });
  });
});
