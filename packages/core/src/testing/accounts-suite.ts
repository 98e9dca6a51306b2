import {
  createHmac,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountDirectory, TokenVerifier } from '../identity/index.ts';

const RACERS = 20;
/** By then at the latest a verifier knows a key that was published. */
const KEYS_LEARNED_AFTER_MS = 60_000;
const ISSUER = 'https://issuer.test';
const AUDIENCE = 'madrigal-test';

const ada = { name: 'Ada Lovelace', email: 'Ada@Example.org', password: 'difference engine' };

/** What every account directory promises. `open` gives an empty one. */
export function accountDirectorySuite(
  engine: string,
  open: () => Promise<{ directory: AccountDirectory; dispose: () => Promise<void> }>,
): void {
  describe(`account directory of ${engine}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());

    it('refuses an account that breaks the rules, naming the fields', async () => {
      const broken = { name: ' ', email: 'nobody', password: 'short' };
      await expect(opened.directory.createFirstAccount(broken)).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ path: 'name' }, { path: 'email' }, { path: 'password' }],
      });
      expect(await opened.directory.hasAccounts()).toBe(false);
      expect(await opened.directory.findFirstAdmin()).toBeNull();
    });

    it('creates the first account once, as admin, however many race for it', async () => {
      const racers = Array.from({ length: RACERS }, (_, index) =>
        opened.directory.createFirstAccount({ ...ada, email: `${index}.${ada.email}` }),
      );
      const results = await Promise.allSettled(racers);
      const won = results.filter((result) => result.status === 'fulfilled');
      const lost = results.filter((result) => result.status === 'rejected');
      expect(won).toHaveLength(1);
      expect(won[0]?.value).toMatchObject({ name: ada.name, role: 'admin' });
      for (const { reason } of lost) expect(reason).toMatchObject({ code: 'setup_already_done' });
      expect(await opened.directory.hasAccounts()).toBe(true);

      const { id, email } = won[0]?.value ?? { id: '', email: '' };
      expect(email).toBe(email.toLowerCase());
      expect(await opened.directory.getAccount(id)).toEqual(won[0]?.value);
      expect(await opened.directory.findFirstAdmin()).toEqual(won[0]?.value);
    });

    it('lists accounts by parts of their names and addresses', async () => {
      const list = async (text: string, limit = 10, after?: readonly string[]) =>
        opened.directory.listAccounts({ text }, { limit, ...(after && { after }) });
      const all = await list('');
      expect(all).toMatchObject({ items: [{ name: ada.name, role: 'admin' }], next: null });
      expect(all.items[0]?.createdAt).toBeInstanceOf(Date);
      for (const text of ['LOVE', 'example.ORG', 'a l']) expect(await list(text)).toEqual(all);
      for (const text of ['%', '_', "'", '.*', '(', '\\', 'nobody']) {
        expect(await list(text)).toEqual({ items: [], next: null });
      }
      expect((await list('', 10, [all.items[0]?.id ?? ''])).items).toEqual([]);
    });

    it('tells of ways in, and keeps what somebody wants to be written to in', async () => {
      const { id } = (await opened.directory.findFirstAdmin()) ?? { id: '' };
      expect(await opened.directory.readSignIn(id)).toMatchObject({
        memberSince: expect.any(Date),
        phoneNumber: null,
        twoStep: false,
        ...{ connections: [], passkeys: [], devices: [] },
      });
      expect(await opened.directory.setLanguage(id, 'de')).toMatchObject({ id, language: 'de' });
      expect(await opened.directory.getAccount(id)).toMatchObject({ language: 'de' });
      const nobody = randomUUID();
      const gone = { code: 'not_found' };
      await expect(opened.directory.readSignIn(nobody)).rejects.toMatchObject(gone);
      await expect(opened.directory.setLanguage(nobody, 'en')).rejects.toMatchObject(gone);
    });

    it('keeps the last admin an admin', async () => {
      const { directory } = opened;
      const { id } = (await directory.findFirstAdmin()) ?? { id: '' };
      await directory.setRole(id, 'admin');
      const refusal = { code: 'conflict' };
      await expect(directory.setRole(id, 'listener')).rejects.toMatchObject(refusal);
      expect(await directory.getAccount(id)).toMatchObject({ role: 'admin' });
      for (const role of ['admin', 'listener'] as const) {
        await expect(directory.setRole(randomUUID(), role)).rejects.toMatchObject({
          code: 'not_found',
        });
      }
    });

    it('ends no sessions of nobody', async () => {
      await expect(opened.directory.endSessions(randomUUID())).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('makes an account for somebody else, whatever the address is written like', async () => {
      const { directory } = opened;
      const bob = { name: 'Bob', email: 'Bob@Example.org', role: 'listener' } as const;
      const { account } = await directory.createAccount(bob, nextWeek());
      expect(account).toMatchObject({ name: 'Bob', email: 'bob@example.org', role: 'listener' });
      expect(await directory.getAccount(account.id)).toEqual(account);
      const listed = await directory.listAccounts({ text: 'bob@' }, { limit: 10 });
      expect(listed.items).toMatchObject([{ id: account.id, role: 'listener' }]);
      for (const email of ['bob@example.org', 'BOB@EXAMPLE.ORG']) {
        const again = directory.createAccount({ ...bob, email, role: 'admin' }, nextWeek());
        await expect(again).rejects.toMatchObject({ code: 'conflict' });
      }
      expect(await directory.getAccount(account.id)).toEqual(account);

      const eve = { name: 'Eve', email: 'eve@example.org', role: 'admin' } as const;
      const made = await directory.createAccount(eve, nextWeek());
      expect(made.account).toMatchObject({ name: 'Eve', role: 'admin' });
      expect(await directory.getAccount(made.account.id)).toMatchObject({ role: 'admin' });
      await directory.deleteAccount(made.account.id);
      await directory.createAccount({ ...eve, role: 'listener' }, nextWeek());
    });

    it('makes one account of those that race for an address', async () => {
      const rita = { name: 'Rita', email: 'rita@example.org', role: 'listener' } as const;
      const racers = Array.from({ length: RACERS }, () =>
        opened.directory.createAccount(rita, nextWeek()),
      );
      const results = await Promise.allSettled(racers);
      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost).toHaveLength(RACERS - 1);
      for (const { reason } of lost) expect(reason).toMatchObject({ code: 'conflict' });
      const listed = await opened.directory.listAccounts({ text: rita.email }, { limit: 10 });
      expect(listed.items).toHaveLength(1);
    });

    it('makes no account that breaks the rules, naming the fields', async () => {
      const { directory } = opened;
      const broken = { name: ' ', email: 'nobody', role: 'listener' } as const;
      await expect(directory.createAccount(broken, nextWeek())).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ path: 'name' }, { path: 'email' }],
      });
      expect((await directory.listAccounts({ text: 'nobody' }, { limit: 10 })).items).toEqual([]);
    });

    it('has no account by an id nobody has', async () => {
      await expect(opened.directory.getAccount(randomUUID())).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });
}

const nextWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000);

type KeySet = { keys: (JsonWebKey & { kty: string; kid: string; alg: string })[] };

interface Signer {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** What every verifier of EdDSA access tokens promises. `create` binds one to a set of keys. */
export function tokenVerifierSuite(
  engine: string,
  create: (settings: {
    jwks: () => Promise<KeySet>;
    issuer: string;
    audience: string;
  }) => TokenVerifier,
): void {
  describe(`token verifier of ${engine}`, () => {
    const ours = createSigner('ours');
    const other = createSigner('ours');
    const verifier = create({ jwks: async () => keySet(ours), issuer: ISSUER, audience: AUDIENCE });
    const refusesToken = (token: string) =>
      expect(verifier.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });

    afterEach(() => {
      vi.useRealTimers();
    });

    it('answers the caller of a good token', async () => {
      const token = signedToken(ours, claims({ sub: 'someone', role: 'admin' }));
      expect(await verifier.verify(token)).toEqual({ userId: 'someone', role: 'admin' });
    });

    it('tells when the caller signed in, where the token does', async () => {
      const said = async (auth_time: unknown) =>
        (await verifier.verify(signedToken(ours, claims({ auth_time })))).signedInAt;
      expect(await said(1_700_000_000)).toEqual(new Date(1_700_000_000_000));
      expect(await said('yesterday')).toBeUndefined();
    });

    it.each([
      ['an expired token', claims({ exp: now() - 60 })],
      ['a token that never expires', claims({ exp: undefined })],
      ['a token from the future', claims({ nbf: now() + 600 })],
      ['another issuer', claims({ iss: 'https://else.test' })],
      ['another audience', claims({ aud: 'something-else' })],
      ['no subject', claims({ sub: undefined })],
      ['no role', claims({ role: undefined })],
      ['a role that does not exist', claims({ role: 'root' })],
    ])('refuses %s', async (_, body) => {
      await refusesToken(signedToken(ours, body));
    });

    it('refuses a token it took before once that has expired', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const token = signedToken(ours, claims({ exp: now() + 10 }));
      expect(await verifier.verify(token)).toMatchObject({ userId: 'someone' });
      expect(await verifier.verify(token)).toMatchObject({ userId: 'someone' });
      vi.setSystemTime(Date.now() + 20_000);
      await refusesToken(token);
    });

    it('refuses a token whose claims or signature were altered', async () => {
      const [header, , signature] = signedToken(ours, claims({ role: 'listener' })).split('.');
      await refusesToken(`${header}.${encode(claims({ role: 'admin' }))}.${signature}`);
      const good = signedToken(ours, claims({}));
      await refusesToken(good.slice(0, -4) + (good.endsWith('AAAA') ? 'BBBB' : 'AAAA'));
    });

    it('refuses a token of another key under the same key id', async () => {
      await refusesToken(signedToken(other, claims({})));
    });

    it('refuses a token of a key nobody published', async () => {
      await refusesToken(signedToken(createSigner('unknown'), claims({})));
    });

    it('refuses a token without a signature (alg none)', async () => {
      for (const alg of ['none', 'None', 'NONE']) {
        await refusesToken(`${encode({ alg, kid: ours.kid })}.${encode(claims({}))}.`);
      }
    });

    it('refuses HS256 with the public key as the secret', async () => {
      const jwk = ours.publicKey.export({ format: 'jwk' });
      const secrets = [
        ours.publicKey.export({ format: 'pem', type: 'spki' }),
        ours.publicKey.export({ format: 'der', type: 'spki' }),
        JSON.stringify(jwk),
        Buffer.from(String(jwk.x), 'base64url'),
      ];
      for (const secret of secrets) {
        const input = `${encode({ alg: 'HS256', kid: ours.kid })}.${encode(claims({}))}`;
        const mac = createHmac('sha256', secret).update(input).digest('base64url');
        await refusesToken(`${input}.${mac}`);
      }
    });

    it.each(['', '.', '..', 'a.b.c', 'not a token', '🦊.🦊.🦊'])('refuses %j', async (text) => {
      await refusesToken(text);
    });

    it('learns a key published later, asking for keys at a bounded rate', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const later = createSigner('later');
      const jwks = vi.fn(async () => keySet(ours));
      const patient = create({ jwks, issuer: ISSUER, audience: AUDIENCE });
      await patient.verify(signedToken(ours, claims({})));
      for (let count = 0; count < RACERS; count += 1) {
        await expect(patient.verify(signedToken(later, claims({})))).rejects.toMatchObject({
          code: 'unauthenticated',
        });
      }
      expect(jwks).toHaveBeenCalledOnce();

      jwks.mockResolvedValue(keySet(ours, later));
      vi.setSystemTime(Date.now() + KEYS_LEARNED_AFTER_MS);
      expect(await patient.verify(signedToken(later, claims({})))).toMatchObject({
        userId: 'someone',
      });
      expect(jwks).toHaveBeenCalledTimes(2);
    });

    it('says so when the keys cannot be had', async () => {
      const lost = create({
        jwks: () => Promise.reject(new Error('no database')),
        issuer: ISSUER,
        audience: AUDIENCE,
      });
      await expect(lost.verify(signedToken(ours, claims({})))).rejects.toMatchObject({
        code: 'unavailable',
      });
    });
  });
}

function createSigner(kid: string): Signer {
  return { kid, ...generateKeyPairSync('ed25519') };
}

function keySet(...signers: Signer[]): KeySet {
  return {
    keys: signers.map(({ kid, publicKey }) => {
      const jwk = publicKey.export({ format: 'jwk' });
      return { ...jwk, kty: String(jwk.kty), kid, alg: 'EdDSA' };
    }),
  };
}

function claims(changes: Record<string, unknown>): Record<string, unknown> {
  const iat = now();
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'someone',
    role: 'listener',
    iat,
    exp: iat + 300,
    ...changes,
  };
}

/** A JWT signed with Ed25519 (RFC 8037, section 3.1). */
function signedToken({ kid, privateKey }: Signer, body: Record<string, unknown>): string {
  const input = `${encode({ alg: 'EdDSA', typ: 'JWT', kid })}.${encode(body)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
