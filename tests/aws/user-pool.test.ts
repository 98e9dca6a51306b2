import { afterAll, beforeAll, expect, it } from 'vitest';
import { headersOf } from '../acceptance/harness/user-pool/cognito-local.ts';
import { startUserPool, type UserPool } from '../acceptance/harness/user-pool/index.ts';
import { type FewFunctions, openFewFunctions } from './few-functions.ts';

const stack = new AsyncDisposableStack();
let pool: UserPool;
let opened: FewFunctions;
let tokens: { AccessToken: string; IdToken: string };

const account = { name: 'Ada', email: 'ada@example.org', password: 'Correct-horse-1' };

beforeAll(async () => {
  pool = await startUserPool();
  stack.defer(() => pool.stop());
  opened = await openFewFunctions(['user', 'song'], pool.env, stack);
}, 120_000);
afterAll(() => stack.disposeAsync());

const ask = (path: string, token: string) =>
  fetch(opened.url + path, { headers: { authorization: `Bearer ${token}` } });

async function askPool<T>(operation: string, body: object): Promise<T> {
  const answer = await fetch(pool.endpoint, {
    method: 'POST',
    headers: headersOf(operation),
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

it('the first account is made in the user pool, and its tokens let in at every function', async () => {
  const { url } = opened;
  const instance = await fetch(`${url}/api/v1/instance`);
  expect(await instance.json(), opened.functions.get('user')?.output()).toMatchObject({
    setupRequired: true,
    signIn: { kind: 'cognito', userPoolId: pool.userPoolId, clientId: pool.clientId },
  });
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
  });
  expect(made.status, opened.functions.get('user')?.output()).toBe(201);
  const { Users } = await askPool<{ Users: { Username: string }[] }>('ListUsers', {
    UserPoolId: pool.userPoolId,
  });
  ({ AuthenticationResult: tokens } = await askPool<{ AuthenticationResult: typeof tokens }>(
    'InitiateAuth',
    {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Users[0]?.Username, PASSWORD: account.password },
    },
  ));
  const songs = await ask('/api/v1/songs?limit=2', tokens.AccessToken);
  expect([songs.status, await songs.json()]).toEqual([200, { items: [], nextCursor: null }]);
  const me = await ask('/api/v1/me', tokens.AccessToken);
  expect(await me.json()).toMatchObject({ name: 'Ada', email: account.email, role: 'admin' });
});

it('tokens that the pool did not sign for this are refused', async () => {
  const [header = '', claims = '', signature = ''] = tokens.AccessToken.split('.');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const forged = (more: object) =>
    `${header}.${Buffer.from(JSON.stringify({ ...said, ...more })).toString('base64url')}.${signature}`;
  const refused = [tokens.IdToken, forged({ sub: crypto.randomUUID() }), forged({ exp: 9e9 }), 'x'];
  for (const token of refused) {
    const answer = await ask('/api/v1/songs', token);
    expect([token, answer.status]).toEqual([token, 401]);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  }
});

it('the keys of the pool are what tokens are checked by: without them a new container lets nobody in', async () => {
  opened.functions.get('song')?.crash();
  await pool.away(async () => {
    const answer = await ask('/api/v1/songs', tokens.AccessToken);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
  });
  expect((await ask('/api/v1/songs', tokens.AccessToken)).status).toBe(200);
});
