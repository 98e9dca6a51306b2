import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { createPostOffice, createTextOffice } from '@madrigal/core/notifications';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';

/**
 * Whether an account exists shows neither in an answer nor in the work it takes. Counted and not timed:
 * passwords are hashed as often for accounts that do not exist, and no answer waits for a mail.
 */
const person = { name: 'Nina', email: 'nina@example.org', password: 'a quiet evening song' };
const nobody = 'nobody@example.org';
const withoutPassword = 'only-elsewhere@example.org';

const { scrypt } = crypto;
const hashing = vi.fn(scrypt);
/** A queue that never takes anything. */
const never = { send: () => new Promise<never>(() => {}) };
const logger = { info: () => {}, warn: () => {}, error: () => {}, child: () => logger };
const offices = { jobs: never, newId: () => crypto.randomUUID(), logger };

let accounts: TestAccounts;

beforeAll(async () => {
  accounts = await openAccounts({
    postOffice: createPostOffice(offices),
    textOffice: createTextOffice(offices),
  });
  await accounts.directory.createFirstAccount(ada);
  await createClient(accounts).call('/sign-up/email', person);
  await createClient(accounts).call('/sign-up/email', { ...person, email: withoutPassword });
  await accounts.remove('auth_credentials', { user_id: await idOf(withoutPassword) });
  await accounts.settings.records.phones.setNumber(await idOf(person.email), '+4930111111');
  crypto.scrypt = hashing as unknown as typeof scrypt;
  syncBuiltinESMExports();
});
afterAll(async () => {
  crypto.scrypt = scrypt;
  syncBuiltinESMExports();
  await accounts.dispose();
});

async function idOf(email: string): Promise<string> {
  const users = await accounts.rows('auth_users');
  return String(users.find((user) => user.email === email)?.id);
}

/** What a stranger gets to see, without what differs by chance, and how much hashing it took. */
async function ask(path: string, body: object) {
  hashing.mockClear();
  const { status, json, setCookies } = await createClient(accounts).call(path, body, {
    'accept-language': 'de',
  });
  const shape = JSON.stringify(json, (key, value: unknown) =>
    /^(id|email|createdAt|updatedAt)$/.test(key) ? typeof value : value,
  );
  return { status, shape, cookies: setCookies.length, hashes: hashing.mock.calls.length };
}

it('signing in with a wrong password hashes once, whoever it is', async () => {
  const wrong = (email: string) => ask('/sign-in/email', { email, password: 'not the password' });
  const known = await wrong(person.email);
  expect(known).toMatchObject({ status: 401, hashes: 1 });
  expect(await wrong(nobody)).toEqual(known);
  expect(await wrong(withoutPassword)).toEqual(known);
});

it('signing up hashes once, and answers the same for an address that has an account', async () => {
  const password = 'another evening song';
  const fresh = await ask('/sign-up/email', { name: 'N', email: 'fresh@example.org', password });
  expect(fresh).toMatchObject({ status: 200, hashes: 1, cookies: 0 });
  expect(await ask('/sign-up/email', { name: 'N', email: person.email, password })).toEqual(fresh);
});

it.each([
  ['/request-password-reset', { email: person.email }, { email: nobody }],
  ['/send-verification-email', { email: person.email }, { email: nobody }],
  ['/phone/send-code', { phoneNumber: '+4930111111' }, { phoneNumber: '+4930222222' }],
])('%s answers the same, and before any mail or text is sent', async (path, known, unknown) => {
  const answer = await ask(path, known);
  expect(answer).toMatchObject({ status: 200, hashes: 0 });
  expect(await ask(path, unknown)).toEqual(answer);
});

it('a wrong code of a phone answers the same whether or not an account has the number', async () => {
  const sign = (phoneNumber: string) =>
    ask('/sign-in/phone-number', { phoneNumber, code: 'abcdef' });
  const known = await sign('+4930111111');
  expect(known.status).toBe(401);
  expect(await sign('+4930333333')).toEqual(known);
});
