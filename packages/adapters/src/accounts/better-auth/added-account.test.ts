import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';

const HOUR_MS = 3_600_000;
const soon = () => new Date(Date.now() + HOUR_MS);
const password = 'bobs own password';
const invalidLink = { status: 400, json: { code: 'invalid_token' } };
const posted: { kind: string; to: string; url: string }[] = [];

let accounts: TestAccounts;
beforeAll(async () => {
  accounts = await openAccounts({
    postOffice: { post: ({ kind, to, url }) => void posted.push({ kind, to, url }) },
    emailVerificationRequired: true,
  });
  await accounts.directory.createFirstAccount(ada);
});
afterAll(() => accounts.dispose());

const make = (email: string, until: Date) =>
  accounts.directory.createAccount({ name: 'Bob', email, role: 'listener' }, until);

it('lets its owner choose a password by the link, once, which confirms the address', async () => {
  const email = 'bob@example.org';
  const { account, passwordToken: token } = await make(email, soon());
  const client = createClient(accounts);
  const signIn = () => client.call('/sign-in/email', { email, password });
  expect((await signIn()).status).toBe(401);

  const choose = (newPassword: string) => client.call('/reset-password', { token, newPassword });
  expect((await choose(password)).status).toBe(200);
  expect(await choose('another password')).toMatchObject(invalidLink);
  expect((await signIn()).status).toBe(200);
  const claims = decodeJwt(String((await client.call('/token')).json.token));
  expect(claims).toMatchObject({ sub: account.id, role: 'listener' });
  expect(await accounts.directory.readSignIn(account.id)).toMatchObject({ emailVerified: true });
});

it('has a link that ends, after which its owner asks for another one', async () => {
  const email = 'late@example.org';
  const { passwordToken: token } = await make(email, new Date(Date.now() - 1000));
  const client = createClient(accounts);
  const choose = (by: unknown) =>
    client.call('/reset-password', { token: by, newPassword: password });
  expect(await choose(token)).toMatchObject(invalidLink);

  await client.call('/request-password-reset', { email });
  const isAnother = ({ kind, to }: { kind: string; to: string }) =>
    kind === 'reset_password' && to === email;
  await expect.poll(() => posted.some(isAnother)).toBe(true);
  const another = /token=(.+)$/.exec(posted.find(isAnother)?.url ?? '')?.[1];
  expect((await choose(another)).status).toBe(200);
  expect((await client.call('/sign-in/email', { email, password })).status).toBe(200);
});

it('takes its link along when it is deleted', async () => {
  const { account, passwordToken: token } = await make('gone@example.org', soon());
  await accounts.directory.deleteAccount(account.id);
  const client = createClient(accounts);
  const answer = await client.call('/reset-password', { token, newPassword: password });
  expect(answer).toMatchObject(invalidLink);
});

it('is not taken over by a sign-up with its address', async () => {
  const email = 'mine@example.org';
  const { account } = await make(email, soon());
  const client = createClient(accounts);
  await client.call('/sign-up/email', { name: 'Mallory', email, password });
  expect((await client.call('/sign-in/email', { email, password })).status).toBe(401);
  expect(await accounts.directory.getAccount(account.id)).toEqual(account);
  await expect
    .poll(() => posted)
    .toContainEqual(expect.objectContaining({ kind: 'account_exists', to: email }));
});
