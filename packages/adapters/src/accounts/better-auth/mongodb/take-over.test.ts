import { createHash } from 'node:crypto';
import { newId } from '@madrigal/core/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator } from '../testing/authenticator.ts';
import { accountsOn, ada, createClient, isOnMongo, ORIGIN } from '../testing/index.ts';
import { openMongoRecords } from '../testing/mongo-records.ts';
import { openPostgresRecords } from '../testing/postgres-records.ts';
import { takeOverAccounts } from './take-over.ts';

type Challenge = { challenge: string; rpId: string; rp: { id: string } };

const bob = { name: 'Bob', email: 'bob@example.org', password: 'bobs long password' };
const phoneNumber = '+491701234567';
const secretHash = createHash('sha256').update('token').digest();

describe.runIf(isOnMongo)('accounts that go from PostgreSQL to MongoDB', () => {
  const disposables = new AsyncDisposableStack();
  let from: Awaited<ReturnType<typeof openPostgresRecords>>;
  let to: Awaited<ReturnType<typeof openMongoRecords>>;
  let accounts: ReturnType<typeof accountsOn>;
  const client = createClient({ handle: (request) => accounts.handle(request) });
  const authenticator = createAuthenticator({ origin: ORIGIN });

  beforeAll(async () => {
    [from, to] = await Promise.all([openPostgresRecords(), openMongoRecords()]);
    disposables.defer(() => from.dispose());
    disposables.defer(() => to.dispose());
    accounts = accountsOn(from.records);
    const { id } = await accounts.directory.createFirstAccount(ada, 'de');
    await createClient(accounts).call('/sign-up/email', bob);
    await client.call('/sign-in/email', ada);
    const begun = await client.call('/passkeys/begin', { confirmation: ada.password });
    const response = authenticator.register(begun.json as unknown as Challenge);
    expect((await client.call('/passkeys/add', { response })).status).toBe(200);
    await from.set('auth_users', { id }, { phone_number: phoneNumber });
    const times = { createdAt: new Date(), expiresAt: null, lastUsedAt: null };
    const token = { id: newId(), name: 'A program', scope: 'read', ...times } as const;
    await from.records.apiTokens.createToken(id, token, secretHash);
    const sealed = { sealed: Buffer.from('sealed'), hash: secretHash };
    await from.records.appPasswords.createAppPassword(id, { ...token, name: 'Car' }, sealed);
  });
  afterAll(() => disposables.disposeAsync());

  it('are the same, with all that belongs to them', async () => {
    const admin = await accounts.directory.findFirstAdmin();
    const [id, keys] = [admin?.id ?? '', await accounts.jwks()];
    const facts = await accounts.directory.readSignIn(id);
    expect(facts).toMatchObject({ phoneNumber, passkeys: [{}], devices: [{}] });
    const { documents } = await takeOverAccounts(from.pool, to);
    expect(documents).toBeGreaterThan(8);

    accounts = accountsOn(to.records);
    expect(await accounts.directory.findFirstAdmin()).toEqual(admin);
    expect(await accounts.directory.readSignIn(id)).toEqual(facts);
    expect(await accounts.jwks()).toEqual(keys);
    expect((await client.call('/token')).status).toBe(200);
    expect((await createClient(accounts).call('/sign-in/email', bob)).status).toBe(200);
    const challenge = (await client.call('/passkeys/challenge')).json as unknown as Challenge;
    const response = authenticator.authenticate(challenge);
    expect((await client.call('/sign-in/passkey', { response })).status).toBe(200);
    const { apiTokens, appPasswords, phones } = to.records;
    expect(await apiTokens.useToken(secretHash, new Date())).toMatchObject({ userId: id });
    expect(await appPasswords.findByHash(secretHash)).toMatchObject({ account: { id } });
    expect(await phones.findOwner(phoneNumber)).toEqual({ id, language: 'de' });
    expect(await from.rows('auth_users')).toEqual([]);
  });

  it('may be asked to go again, and stay as they are', async () => {
    expect(await takeOverAccounts(from.pool, to)).toMatchObject({ documents: 0 });
    expect(await to.rows('auth_users')).toHaveLength(2);
  });

  it('do not go where others are', async () => {
    await accountsOn(from.records).directory.createFirstAccount(bob);
    await expect(takeOverAccounts(from.pool, to)).rejects.toMatchObject({ code: 'conflict' });
    expect(await from.rows('auth_users')).toHaveLength(1);
    expect(await to.rows('auth_users')).toHaveLength(2);
  });
});
