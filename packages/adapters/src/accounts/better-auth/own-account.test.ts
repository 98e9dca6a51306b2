import { createHash } from 'node:crypto';
import { newId } from '@madrigal/core/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';
import { totp } from './testing/totp.ts';

const person = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  password: 'a quiet evening song',
});
const hash = (text: string) => createHash('sha256').update(text).digest();
const HOUR_MS = 3_600_000;

let accounts: TestAccounts;
let adminId: string;
beforeAll(async () => {
  accounts = await openAccounts();
  adminId = (await accounts.directory.createFirstAccount(ada)).id;
});
afterAll(() => accounts.dispose());

async function signUp(name: string) {
  const client = createClient(accounts);
  await client.call('/sign-up/email', person(name));
  const { json } = await client.call('/sign-in/email', person(name));
  return { client, id: String((json.user as { id: string }).id) };
}

describe('an account', () => {
  it('is renamed', async () => {
    const { id } = await signUp('Nina');
    expect(await accounts.directory.renameAccount(id, 'Nina N.')).toMatchObject({
      name: 'Nina N.',
    });
    expect(await accounts.directory.getAccount(id)).toMatchObject({ name: 'Nina N.' });
    await expect(accounts.directory.renameAccount('nobody', 'x')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is confirmed by its password, or by its address where it has none', async () => {
    const { id } = await signUp('Olga');
    const { directory } = accounts;
    const now = new Date();
    await directory.confirmOwner(id, person('Olga').password, null);
    for (const wrong of ['wrong', person('Olga').email, '']) {
      await expect(directory.confirmOwner(id, wrong, now)).rejects.toMatchObject({
        code: 'invalid_credentials',
      });
    }
    await accounts.remove('auth_credentials', { user_id: id });
    await directory.confirmOwner(id, 'Olga@example.org', now);
    await expect(directory.confirmOwner(id, 'pete@example.org', now)).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
  });

  it('without a password is confirmed only soon after a sign-in', async () => {
    const { client, id } = await signUp('Ondine');
    const { email, password } = person('Ondine');
    const long = new Date(Date.now() - HOUR_MS);
    const begin = () => client.call('/passkeys/begin', { confirmation: email });
    await accounts.set('auth_sessions', { user_id: id }, { created_at: long });
    expect((await client.call('/passkeys/begin', { confirmation: password })).status).toBe(200);
    await accounts.remove('auth_credentials', { user_id: id });
    expect(await begin()).toMatchObject({ status: 403, json: { code: 'sign_in_again' } });
    for (const signedInAt of [long, null]) {
      const confirming = accounts.directory.confirmOwner(id, email, signedInAt);
      await expect(confirming).rejects.toMatchObject({ code: 'sign_in_again' });
    }
    await accounts.set('auth_sessions', { user_id: id }, { created_at: new Date() });
    expect((await begin()).status).toBe(200);
  });

  it('is connected with another one only soon after a sign-in', async () => {
    const { client, id } = await signUp('Petra');
    const pages = { callbackURL: '/', errorCallbackURL: '/' };
    const body = { provider: 'nowhere', ...pages, disableRedirect: true };
    const connect = async () => (await client.call('/link-social', body)).json.code;
    // There is no such provider, which is said to whoever may ask.
    expect(await connect()).toBe('not_found');
    const long = new Date(Date.now() - HOUR_MS);
    await accounts.set('auth_sessions', { user_id: id }, { created_at: long });
    expect(await connect()).toBe('sign_in_again');
  });

  it('goes with its sessions and tokens, but not the last admin', async () => {
    const { client, id } = await signUp('Pia');
    const tokens = accounts.settings.records.apiTokens;
    const token = { id: newId(), name: 't', scope: 'read', createdAt: new Date() } as const;
    await tokens.createToken(id, { ...token, expiresAt: null, lastUsedAt: null }, hash('pia'));
    await accounts.directory.deleteAccount(id);
    expect((await client.call('/token')).status).toBe(401);
    expect(await tokens.useToken(hash('pia'), new Date())).toBeNull();
    expect((await client.call('/sign-in/email', person('Pia'))).status).toBe(401);
    const refusal = { code: 'conflict' };
    await expect(accounts.directory.checkDeletable(adminId)).rejects.toMatchObject(refusal);
    await expect(accounts.directory.deleteAccount(adminId)).rejects.toMatchObject(refusal);
    expect(await accounts.directory.hasAccounts()).toBe(true);
  });

  it('is an admin no more, but not both of two at once', async () => {
    const other = await openAccounts();
    const first = await other.directory.createFirstAccount(ada);
    await createClient(other).call('/sign-up/email', person('Rosa'));
    const { items } = await other.directory.listAccounts({ text: 'Rosa' }, { limit: 1 });
    const ids = [first.id, items[0]?.id ?? ''];
    for (const id of ids) await other.directory.setRole(id, 'admin');
    const results = await Promise.allSettled(
      ids.map((id) => other.directory.setRole(id, 'listener')),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const roles = await Promise.all(ids.map((id) => other.directory.getAccount(id)));
    expect(roles.map(({ role }) => role).sort()).toEqual(['admin', 'listener']);
    await other.dispose();
  });

  it('is signed out on every device at once', async () => {
    const { client, id } = await signUp('Tara');
    expect((await client.call('/token')).status).toBe(200);
    await accounts.directory.endSessions(id);
    await accounts.directory.endSessions(id);
    expect((await client.call('/token')).status).toBe(401);
    expect((await client.call('/sign-in/email', person('Tara'))).status).toBe(200);
  });

  it('stays with one of two admins who leave at once', async () => {
    const other = await openAccounts();
    const first = await other.directory.createFirstAccount(ada);
    await createClient(other).call('/sign-up/email', person('Rosa'));
    await other.set('auth_users', {}, { role: 'admin' });
    const ids = (await other.rows('auth_users')).map(({ id }) => String(id));
    expect(ids).toHaveLength(2);
    expect(ids).toContain(first.id);
    const results = await Promise.allSettled(ids.map((id) => other.directory.deleteAccount(id)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await other.dispose();
  });
});

describe('API tokens', () => {
  it('are found by their hash until they expire, with the role of that moment', async () => {
    const tokens = accounts.settings.records.apiTokens;
    const { id } = await signUp('Quinn');
    const now = new Date();
    const expiresAt = new Date(now.getTime() + HOUR_MS);
    const token = { id: newId(), name: 'Backup', createdAt: now, expiresAt, lastUsedAt: null };
    await tokens.createToken(id, { ...token, scope: 'write' }, hash('secret'));
    expect(await tokens.useToken(hash('secret'), now)).toEqual({
      userId: id,
      role: 'listener',
      scope: 'write',
    });
    expect(await tokens.listTokensOfUser(id)).toEqual([
      { ...token, scope: 'write', lastUsedAt: now },
    ]);
    expect(await tokens.useToken(hash('other'), now)).toBeNull();
    expect(await tokens.useToken(hash('secret'), expiresAt)).toBeNull();
    await expect(tokens.deleteToken(adminId, token.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await tokens.deleteToken(id, token.id);
    expect(await tokens.useToken(hash('secret'), now)).toBeNull();
  });
});

describe('invitations', () => {
  const invitation = (changes: object = {}) => ({
    id: newId(),
    email: null,
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + HOUR_MS),
    usedAt: null,
    ...changes,
  });

  it('for an address are forgotten with it, used or not', async () => {
    const store = accounts.settings.records.invitations;
    const made = ['gone@example.org', 'gone@example.org', 'stays@example.org', null].map((email) =>
      invitation({ email }),
    );
    for (const each of made) await store.createInvitation(each, hash(each.id));
    expect(await store.useInvitation(hash(made[0]?.id ?? ''), 'gone@example.org')).toBe(true);
    for (const _ of [1, 2]) await store.deleteInvitationsFor('gone@example.org');
    const kept = (await store.listInvitations(100)).map(({ id }) => id);
    expect(made.map(({ id }) => kept.includes(id))).toEqual([false, false, true, true]);
  });

  it('let one person in, once, at the address they are for', async () => {
    const invited = await openAccounts({ registration: 'invite' });
    await invited.directory.createFirstAccount(ada);
    const store = invited.settings.records.invitations;
    const [any, bound, old] = [
      invitation({ createdAt: new Date(1000) }),
      invitation({ email: 'tom@example.org', createdAt: new Date(2000) }),
      invitation({ expiresAt: new Date() }),
    ];
    await store.createInvitation(any, hash('any'));
    await store.createInvitation(bound, hash('bound'));
    await store.createInvitation(old, hash('old'));
    const signUpWith = async (name: string, token?: string) => {
      const body = { ...person(name), ...(token ? { invitation: token } : {}) };
      const { status, json } = await createClient(invited).call('/sign-up/email', body);
      return status === 200 ? 'in' : json.code;
    };
    expect(await signUpWith('Sam')).toBe('invitation_required');
    expect(await signUpWith('Sam', 'made up')).toBe('invalid_token');
    expect(await signUpWith('Sam', 'old')).toBe('invalid_token');
    expect(await signUpWith('Sam', 'bound')).toBe('invalid_token');
    expect(await signUpWith('Sam', 'any')).toBe('in');
    expect(await signUpWith('Uma', 'any')).toBe('invalid_token');
    expect(await signUpWith('Tom', 'bound')).toBe('in');
    const listed = await store.listInvitations(2);
    expect(listed.map(({ id }) => id)).toEqual([old.id, bound.id]);
    expect(listed[1]?.usedAt).toBeInstanceOf(Date);
    await store.deleteInvitation(old.id);
    await expect(store.deleteInvitation(old.id)).rejects.toMatchObject({ code: 'not_found' });
    await invited.dispose();
  });
});

describe('two-step sign-in', () => {
  it('asks for a code after the password, or for a recovery code, once', async () => {
    const { client } = await signUp('Vic');
    const { password } = person('Vic');
    expect((await client.call('/two-factor/enable', { password: 'wrong' })).status).toBe(400);
    const { json } = await client.call('/two-factor/enable', { password });
    const uri = String(json.totpURI);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Madrigal:/);
    // Not on before a code has shown that the app works.
    expect(
      (await createClient(accounts).call('/sign-in/email', person('Vic'))).json,
    ).toHaveProperty('user');
    expect((await client.call('/two-factor/verify-totp', { code: '000000' })).json).toMatchObject({
      code: 'invalid_credentials',
    });
    expect((await client.call('/two-factor/verify-totp', { code: totp(uri) })).status).toBe(200);
    const stored = await accounts.rows('auth_two_factors');
    const codes = json.backupCodes as string[];
    expect(JSON.stringify(stored)).not.toContain(codes[0]);

    const phone = createClient(accounts);
    const first = await phone.call('/sign-in/email', person('Vic'));
    expect(first).toMatchObject({ status: 200, json: { twoFactorRedirect: true } });
    expect(first.json).not.toHaveProperty('token');
    expect((await phone.call('/token')).status).toBe(401);
    expect((await phone.call('/two-factor/verify-totp', { code: totp(uri) })).status).toBe(200);
    expect((await phone.call('/token')).status).toBe(200);

    const lost = createClient(accounts);
    await lost.call('/sign-in/email', person('Vic'));
    expect((await lost.call('/two-factor/verify-backup-code', { code: codes[0] })).status).toBe(
      200,
    );
    const again = createClient(accounts);
    await again.call('/sign-in/email', person('Vic'));
    const reused = await again.call('/two-factor/verify-backup-code', { code: codes[0] });
    expect(reused.status).toBe(401);
    expect((await again.call('/token')).status).toBe(401);
  });
});
