import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthenticator } from '../testing/authenticator.ts';
import { ada, createClient, ORIGIN, openAccounts, type TestAccounts } from '../testing/index.ts';

type Client = ReturnType<typeof createClient>;
type Authenticator = ReturnType<typeof createAuthenticator>;
type Challenge = { challenge: string; rpId: string; rp: { id: string } };

const bob = { name: 'Bob', email: 'bob@example.org', password: 'bobs long password' };
const kept: unknown[] = [];
let accounts: TestAccounts;

beforeAll(async () => {
  accounts = await openAccounts({ postOffice: { post: (order) => kept.push(order.kind) } });
  await accounts.directory.createFirstAccount(ada);
  await createClient(accounts).call('/sign-up/email', bob);
});
afterAll(() => accounts.dispose());

async function signedIn(person = ada): Promise<Client> {
  const client = createClient(accounts);
  expect((await client.call('/sign-in/email', person)).status).toBe(200);
  return client;
}

async function begin(client: Client, confirmation = ada.password) {
  const { json } = await client.call('/passkeys/begin', { confirmation });
  return json as unknown as Challenge;
}

async function add(client: Client, authenticator: Authenticator, confirmation?: string) {
  const response = authenticator.register(await begin(client, confirmation));
  return client.call('/passkeys/add', { response });
}

async function challenge(client: Client) {
  return (await client.call('/passkeys/challenge')).json as unknown as Challenge;
}

async function signIn(authenticator: Authenticator, client = createClient(accounts)) {
  const response = authenticator.authenticate(await challenge(client));
  return client.call('/sign-in/passkey', { response });
}

it('signs in with a passkey that was added before, and notices the new device', async () => {
  const client = await signedIn();
  const authenticator = createAuthenticator({ origin: ORIGIN });
  expect(await add(client, authenticator)).toMatchObject({
    status: 200,
    json: { name: 'Passkey', host: 'music.test', lastUsedAt: null },
  });
  kept.length = 0;
  const fresh = createClient(accounts);
  const answer = await signIn(authenticator, fresh);
  expect(answer).toMatchObject({ status: 200, json: { user: { email: ada.email } } });
  expect((await fresh.call('/token')).status).toBe(200);
  expect(kept).toEqual(['new_device']);
  const list = (await client.call('/passkeys')).json as unknown as { lastUsedAt: string }[];
  expect(Date.parse(list[0]?.lastUsedAt ?? '')).toBeGreaterThan(0);
});

it('takes a passkey whatever its authenticator says of its maker', async () => {
  const client = await signedIn();
  const authenticator = createAuthenticator({ origin: ORIGIN, attests: true });
  expect((await add(client, authenticator)).status).toBe(200);
  expect((await signIn(authenticator)).status).toBe(200);
});

it('refuses an answer that holds no key', async () => {
  const client = await signedIn();
  for (const attestationObject of [undefined, '', 'oA', 'not base64']) {
    const { response, ...rest } = createAuthenticator({ origin: ORIGIN }).register(
      await begin(client),
    );
    const broken = { ...rest, response: { ...response, attestationObject } };
    const answer = await client.call('/passkeys/add', { response: broken });
    expect(answer.json.code).toBe('invalid_request');
  }
});

it('asks for the password before it adds one', async () => {
  const client = await signedIn();
  expect(await client.call('/passkeys/begin', { confirmation: 'not it' })).toMatchObject({
    status: 401,
    json: { code: 'invalid_credentials' },
  });
  const anonymous = await createClient(accounts).call('/passkeys/begin', { confirmation: 'x' });
  expect(anonymous.status).toBe(401);
});

it('takes every answer once', async () => {
  const client = await signedIn();
  const authenticator = createAuthenticator({ origin: ORIGIN });
  const response = authenticator.register(await begin(client));
  expect((await client.call('/passkeys/add', { response })).status).toBe(200);
  expect((await client.call('/passkeys/add', { response })).json.code).toBe('invalid_token');

  const fresh = createClient(accounts);
  const assertion = authenticator.authenticate(await challenge(fresh));
  expect((await fresh.call('/sign-in/passkey', { response: assertion })).status).toBe(200);
  expect((await fresh.call('/sign-in/passkey', { response: assertion })).json.code).toBe(
    'invalid_token',
  );
  await challenge(fresh);
  expect((await fresh.call('/sign-in/passkey', { response: assertion })).json.code).toBe(
    'invalid_credentials',
  );
});

it('lets one of many racers in who send the same answer', async () => {
  const client = await signedIn();
  const authenticator = createAuthenticator({ origin: ORIGIN });
  await add(client, authenticator);
  const fresh = createClient(accounts);
  const response = authenticator.authenticate(await challenge(fresh));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => fresh.call('/sign-in/passkey', { response })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('refuses other sites, missing PINs, clones and the challenge of the other ceremony', async () => {
  const client = await signedIn();
  const phished = createAuthenticator({ origin: 'https://evil.test' });
  expect((await add(client, phished)).json.code).toBe('invalid_request');
  const careless = createAuthenticator({ origin: ORIGIN, verifiesUser: false });
  expect((await add(client, careless)).json.code).toBe('invalid_request');

  const authenticator = createAuthenticator({ origin: ORIGIN });
  const { challenge: wrong } = await challenge(client);
  const response = authenticator.register({ challenge: wrong, rp: { id: 'music.test' } });
  expect((await client.call('/passkeys/add', { response })).json.code).toBe('invalid_token');

  expect((await add(client, authenticator)).status).toBe(200);
  expect((await add(client, authenticator)).json.code).toBe('conflict');
  await accounts.set('auth_passkeys', {}, { counter: 1000 });
  expect((await signIn(authenticator)).json.code).toBe('invalid_credentials');
  await accounts.set('auth_passkeys', {}, { counter: 0 });
});

it('answers the same for a passkey nobody has and a signature that is wrong', async () => {
  const [known, unknown] = [
    createAuthenticator({ origin: ORIGIN }),
    createAuthenticator({ origin: ORIGIN }),
  ];
  await add(await signedIn(), known);
  const client = createClient(accounts);
  const { id } = known.authenticate({ challenge: 'x', rpId: 'music.test' });
  const forged = { ...unknown.authenticate(await challenge(client)), id, rawId: id };
  const wrong = await client.call('/sign-in/passkey', { response: forged });
  expect(wrong).toMatchObject({ status: 401, json: { code: 'invalid_credentials' } });
  const { setCookies: _, ...answer } = await signIn(unknown);
  expect(answer).toEqual({ status: wrong.status, json: wrong.json });
});

it('keeps the passkeys of people apart', async () => {
  const [mine, theirs] = [await signedIn(), await signedIn(bob)];
  const authenticator = createAuthenticator({ origin: ORIGIN });
  const { json } = await add(mine, authenticator);
  expect(await theirs.call('/passkeys')).toMatchObject({ json: [] });
  expect((await theirs.call('/passkeys/remove', { id: json.id })).json.code).toBe('not_found');
  const rename = { id: json.id, name: 'Mine now' };
  expect((await theirs.call('/passkeys/rename', rename)).json.code).toBe('not_found');
  const response = authenticator.register(await begin(mine));
  expect((await theirs.call('/passkeys/add', { response })).json.code).toBe('invalid_token');

  expect((await mine.call('/passkeys/rename', { ...rename, name: 'Phone' })).json).toMatchObject({
    name: 'Phone',
  });
  expect((await mine.call('/passkeys/remove', { id: json.id })).status).toBe(200);
  expect((await signIn(authenticator)).json.code).toBe('invalid_credentials');
});
