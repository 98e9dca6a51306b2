import { createHash } from 'node:crypto';
import {
  type AppPasswords,
  type Caller,
  createAppPasswords,
  createSealer,
  createTokenChain,
} from '@madrigal/core/identity';
import { newId } from '@madrigal/core/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';

const bob = { name: 'Bob', email: 'bob@example.org', password: 'a quiet evening song' };
let now = new Date('2026-01-01T00:00:00Z');
const clock = { now: () => now };

let accounts: TestAccounts;
let mine: Caller;
let theirs: Caller;
let passwords: AppPasswords;

function open(secret: string): AppPasswords {
  const { apiTokens: tokens, appPasswords } = accounts.settings.records;
  return createAppPasswords({
    appPasswords,
    directory: accounts.directory,
    tokens: createTokenChain(
      { verify: () => Promise.reject(new Error('none')) },
      { tokens, clock },
    ),
    sealer: createSealer(secret),
    clock,
    newId,
  });
}

const SECRET = 'a secret of the instance, long enough to be one';

beforeAll(async () => {
  accounts = await openAccounts();
  mine = { userId: (await accounts.directory.createFirstAccount(ada)).id, role: 'admin' };
  const client = createClient(accounts);
  await client.call('/sign-up/email', bob);
  const { json } = await client.call('/sign-in/email', bob);
  theirs = { userId: String((json.user as { id: string }).id), role: 'listener' };
  passwords = open(SECRET);
});
afterAll(() => accounts.dispose());

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const wrong = { code: 'invalid_credentials' };

it('signs an app in by password, by salted hash and as an API key', async () => {
  const made = await passwords.create(mine, 'Phone');
  expect(made).toMatchObject({ name: 'Phone', username: 'ada@example.org', lastUsedAt: null });
  expect(made.password).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
  const me = { caller: { ...mine, scope: 'write' }, username: 'ada@example.org' };
  const { password } = made;
  const username = ' Ada@Example.org ';
  const salt = 'c19b2d';
  const token = md5(password + salt);
  const asApp = { ...me, appPasswordId: made.id };
  expect(await passwords.signIn({ username, password })).toEqual(asApp);
  expect(await passwords.signIn({ username, token: token.toUpperCase(), salt })).toEqual(asApp);
  expect(await passwords.signIn({ apiKey: password })).toEqual({ ...me, appPasswordId: null });
  for (const credentials of [
    { username, password: ada.password },
    { username, password: '' },
    { username, token: md5(ada.password + salt), salt },
    { username, token, salt: 'other' },
    { username: 'bob@example.org', password },
    { username: 'nobody@example.org', password },
    { username: "' OR 1=1 --", token, salt },
  ]) {
    await expect(passwords.signIn(credentials)).rejects.toMatchObject(wrong);
  }
  await expect(passwords.signIn({ apiKey: 'x' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

it('keeps no password that could be read, and the minute it was used', async () => {
  const { id, password } = await passwords.create(theirs, 'Car');
  const row = (await accounts.rows('app_passwords')).find((one) => one.id === id);
  const text = Buffer.from(row?.sealed as Buffer).toString('latin1') + row?.name;
  expect(text).toContain('Car');
  expect(text).not.toContain(password.slice(0, 5));
  const used = async () => (await passwords.list(theirs)).find((one) => one.id === id)?.lastUsedAt;
  for (const [second, expected] of [
    [0, 0],
    [59, 0],
    [61, 61],
  ] as const) {
    now = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    await passwords.signIn({ username: bob.email, password });
    expect(await used()).toEqual(new Date(Date.UTC(2026, 0, 1, 0, 0, expected)));
  }
  const otherKey = open(`${SECRET} of another instance`);
  await expect(otherKey.signIn({ username: bob.email, password })).rejects.toMatchObject(wrong);
});

it('is ended by its owner alone, at once', async () => {
  const { id, password } = await passwords.create(theirs, 'Old phone');
  await expect(passwords.revoke(mine, id)).rejects.toMatchObject({ code: 'not_found' });
  await passwords.signIn({ username: bob.email, password });
  await passwords.revoke(theirs, id);
  await expect(passwords.signIn({ username: bob.email, password })).rejects.toMatchObject(wrong);
  await expect(passwords.revoke(theirs, id)).rejects.toMatchObject({ code: 'not_found' });
});

describe('a password that somebody thought of', () => {
  const noKey = { code: 'unauthenticated' };
  const first = 'a quiet evening song';
  const second = 'a loud morning song ♪';
  const salt = 'c19b2d';
  const names = async (caller: Caller) => (await passwords.list(caller)).map(({ name }) => name);

  it('signs in by user name in every form, is no API key, and replaces the one before', async () => {
    const username = bob.email;
    const before = await names(theirs);
    await passwords.set(theirs.userId, first);
    const { appPasswordId: id } = await passwords.signIn({ username, password: first });
    expect(await names(theirs)).toEqual(['Music apps', ...before]);
    await passwords.signIn({ username, token: md5(first + salt), salt });
    await expect(passwords.signIn({ apiKey: first })).rejects.toMatchObject(noKey);

    await passwords.set(theirs.userId, second);
    expect(await names(theirs)).toEqual(['Music apps', ...before]);
    await expect(passwords.signIn({ username, password: first })).rejects.toMatchObject(wrong);
    expect(await passwords.signIn({ username, password: second })).toMatchObject({
      caller: { ...theirs, scope: 'write' },
      appPasswordId: id,
    });
    const set = (await passwords.list(theirs)).find((one) => one.id === id);
    expect(set?.lastUsedAt).not.toBeNull();
  });

  it('may be the one of somebody else, too', async () => {
    await passwords.set(mine.userId, second);
    await passwords.signIn({ username: ada.email, password: second });
    await passwords.signIn({ username: bob.email, password: second });
    await expect(passwords.signIn({ apiKey: second })).rejects.toMatchObject(noKey);
  });

  it('stays one when it is set several times at once', async () => {
    const tries = Array.from({ length: 8 }, (_, index) => `${second} ${index}`);
    await Promise.all(tries.map((password) => passwords.set(mine.userId, password)));
    expect((await names(mine)).filter((name) => name === 'Music apps')).toHaveLength(1);
    const signedIn = await Promise.allSettled(
      tries.map((password) => passwords.signIn({ username: ada.email, password })),
    );
    expect(signedIn.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each(['', 'eleven char', 'x'.repeat(129)])('is refused as %j', async (password) => {
    const refusal = { code: 'invalid_request' };
    await expect(passwords.set(mine.userId, password)).rejects.toMatchObject(refusal);
    const { id } = await passwords.create(mine, 'Short');
    await expect(passwords.change(mine, id, password)).rejects.toMatchObject(refusal);
    await passwords.revoke(mine, id);
  });

  it('takes the place of the one that its app has, of the same owner, while that is there', async () => {
    const username = bob.email;
    const made = await passwords.create(theirs, 'Tablet');
    const gone = { code: 'not_found' };
    await expect(passwords.change(mine, made.id, first)).rejects.toMatchObject(gone);
    await passwords.change(theirs, made.id, first);
    for (const credentials of [{ username, password: made.password }, { apiKey: made.password }]) {
      await expect(passwords.signIn(credentials)).rejects.toThrow();
    }
    const found = await passwords.signIn({ username, password: first });
    expect(found.appPasswordId).toBe(made.id);
    await expect(passwords.signIn({ apiKey: first })).rejects.toMatchObject(noKey);
    await passwords.revoke(theirs, made.id);
    await expect(passwords.change(theirs, made.id, second)).rejects.toMatchObject(gone);
    await expect(passwords.signIn({ username, password: first })).rejects.toMatchObject(wrong);
  });

  it('is not guessed without end, while those of our making go on', async () => {
    const username = bob.email;
    const made = await passwords.create(theirs, 'Radio');
    const guess = () => expect(passwords.signIn({ username, password: 'x' })).rejects.toThrow();
    for (let count = 0; count < 600; count += 1) await guess();
    const set = { username, password: second };
    await expect(passwords.signIn(set)).rejects.toMatchObject(wrong);
    expect(await passwords.signIn({ username, password: made.password })).toMatchObject({
      appPasswordId: made.id,
    });
    now = new Date(now.getTime() + 3_600_000);
    await passwords.signIn(set);
    await passwords.revoke(theirs, made.id);
  });
});

it('stops at twenty, and ends with the account', async () => {
  const { length } = await passwords.list(theirs);
  for (let count = length; count < 20; count += 1) await passwords.create(theirs, `${count}`);
  await expect(passwords.create(theirs, 'more')).rejects.toMatchObject({ code: 'conflict' });
  await passwords.set(theirs.userId, 'one that is there is replaced');
  await accounts.directory.deleteAccount(theirs.userId);
  expect(await passwords.list(theirs)).toEqual([]);
});
