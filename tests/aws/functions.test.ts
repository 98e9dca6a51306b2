import { afterAll, beforeAll, expect, it } from 'vitest';
import { functions as traits } from '../../infra/aws/src/functions.ts';
import { createAuthenticator } from '../../packages/adapters/src/accounts/better-auth/testing/authenticator.ts';
import { type FewFunctions, openFewFunctions } from './few-functions.ts';
import { figuresOf } from './figures.ts';

const stack = new AsyncDisposableStack();
let opened: FewFunctions;
let functions: FewFunctions['functions'];
let url: string;

beforeAll(async () => {
  opened = await openFewFunctions(['user', 'song', 'mail'], {}, stack);
  ({ functions, url } = opened);
}, 120_000);
afterAll(() => stack.disposeAsync());

const account = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' };

function post(path: string, body: object, headers: object = {}): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  });
}

type Challenge = { challenge: string; rpId: string; rp: { id: string } };
const jsonOf = async (answer: Promise<Response>) => (await (await answer).json()) as Challenge;

/** A browser, as far as cookies are concerned. */
function createBrowser() {
  const jar = new Map<string, string>();
  return async (path: string, body?: object): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = body
      ? await post(`/api/auth${path}`, body, { cookie })
      : await fetch(`${url}/api/auth${path}`, { headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
}

it('people sign in at one function, and another one knows them by their token', async () => {
  const instance = await fetch(`${url}/api/v1/instance`);
  expect(await instance.json()).toMatchObject({ setupRequired: true, events: 'poll' });
  expect((await post('/api/v1/setup', account)).status).toBe(201);
  const signedIn = await post('/api/auth/sign-in/email', account);
  expect(signedIn.status, functions.get('user')?.output()).toBe(200);
  const cookies = signedIn.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  const issued = await fetch(`${url}/api/auth/token`, { headers: { cookie } });
  const { token } = (await issued.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const songs = await fetch(`${url}/api/v1/songs?limit=2`, { headers });
  expect([songs.status, await songs.json()]).toEqual([200, { items: [], nextCursor: null }]);
}, 60_000);

it('people sign in by passkey, of which a bundle has only what it takes', async () => {
  const ask = createBrowser();
  await ask('/sign-in/email', account);
  const begun = await jsonOf(ask('/passkeys/begin', { confirmation: account.password }));
  const authenticator = createAuthenticator({ origin: url, attests: true });
  const response = authenticator.register(begun);
  expect((await ask('/passkeys/add', { response })).status).toBe(200);
  const assertion = authenticator.authenticate(await jsonOf(ask('/passkeys/challenge')));
  const answer = await createBrowser()('/sign-in/passkey', { response: assertion });
  expect(answer.status).toBe(400); // who has no challenge
  const again = authenticator.authenticate(await jsonOf(ask('/passkeys/challenge')));
  const signedIn = await ask('/sign-in/passkey', { response: again });
  expect([signedIn.status, await signedIn.json()]).toMatchObject([200, { user: { name: 'Ada' } }]);
}, 60_000);

it('refusals are problems with the id of the call', async () => {
  for (const [path, status] of [
    ['/api/v1/songs', 401],
    ['/api/v1/events', 404],
    ['/api/v1/nothing', 404],
  ] as const) {
    const answer = await fetch(url + path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(await answer.json()).toMatchObject({
      status,
      requestId: answer.headers.get('x-request-id'),
    });
  }
  const wrong = await fetch(`${url}/api/v1/songs`, { method: 'DELETE' });
  expect(wrong.status).toBe(405);
}, 60_000);

it('nobody gets past the CDN', async () => {
  const event = {
    ...{ version: '2.0', rawPath: '/api/v1/instance', rawQueryString: '', isBase64Encoded: false },
    headers: { 'x-madrigal-origin': 'guessed' },
    requestContext: { http: { method: 'GET', sourceIp: '192.0.2.1' } },
  };
  expect(await functions.get('user')?.invoke(event)).toMatchObject({ statusCode: 403 });
}, 60_000);

it('secrets come from the Parameter Store, to each function its own', async () => {
  await fetch(`${url}/api/v1/songs`);
  await fetch(`${url}/api/v1/instance`);
  for (const name of ['user', 'song'] as const) {
    expect(opened.secretsReadBy(name)).toEqual([...traits[name].secrets].sort());
  }
});

/** What was sent last, as soon as there is something that fits. */
async function arrived<T>(what: () => T | undefined): Promise<T> {
  await expect.poll(what, { timeout: 50_000 }).toBeDefined();
  return what() as T;
}

it('mails go to SES, with links that work', async () => {
  const asked = await post('/api/auth/request-password-reset', { email: account.email });
  expect(asked.status).toBe(200);
  const request = await arrived(() =>
    opened.mails.findLast(({ body }) => body.includes('reset_password')),
  );
  expect(request).toMatchObject({ method: 'POST', url: '/v2/email/outbound-emails' });
  const by = /^AWS4-HMAC-SHA256 Credential=KEYOFmail\/\d{8}\/us-east-1\/ses\/aws4_request,/;
  expect(request.headers.authorization).toMatch(by);
  const mail = JSON.parse(request.body);
  expect(mail).toMatchObject({
    FromEmailAddress: 'Music <music@example.org>',
    Destination: { ToAddresses: [account.email] },
    Content: { Simple: { Subject: { Data: 'Choose a new password', Charset: 'UTF-8' } } },
    EmailTags: [{ Name: 'kind', Value: 'reset_password' }],
    ConfigurationSetName: 'mails',
  });
  const { Text, Html } = mail.Content.Simple.Body;
  const link = /http\S+\?token=(\S+)/.exec(Text.Data);
  expect(link?.[0]).toMatch(new RegExp(`^${url}/`));
  expect(Html.Data).toContain(link?.[1]);
  const body = { token: link?.[1], newPassword: account.password };
  expect((await post('/api/auth/reset-password', body)).status).toBe(200);
});

it('texts go to SNS, with codes that are taken', async () => {
  const ask = createBrowser();
  await ask('/sign-in/email', account);
  const phoneNumber = '+493012345678';
  const begun = await ask('/phone/begin', { phoneNumber, confirmation: account.password });
  expect(begun.status, await begun.text()).toBe(200);
  const request = await arrived(() => opened.texts.at(-1));
  expect(request.headers.authorization).toMatch(/KEYOFmail\/\d{8}\/us-east-1\/sns\/aws4_request,/);
  const fields = Object.fromEntries(new URLSearchParams(request.body));
  expect(fields).toMatchObject({
    Action: 'Publish',
    PhoneNumber: phoneNumber,
    'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
    'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
  });
  const code = /\d{6}/.exec(fields.Message ?? '')?.[0];
  expect((await ask('/phone/confirm', { phoneNumber, code })).status).toBe(200);
});

it('requests and jobs are lines that CloudWatch makes figures of', async () => {
  const told = (name: string) => figuresOf(functions.get(name)?.output() ?? '');
  const answered = { Requests: 1, Errors: 0, RequestTime: expect.any(Number) };
  const dimensions = { Function: 'song' };
  await fetch(`${url}/api/v1/songs`);
  await expect
    .poll(() => told('song'), { timeout: 50_000 })
    .toContainEqual({ namespace: 'Madrigal', dimensions, values: answered });
  await post('/api/auth/request-password-reset', { email: account.email });
  await expect
    .poll(() => told('mail'), { timeout: 50_000 })
    .toContainEqual({
      namespace: 'Madrigal',
      dimensions: { Function: 'mail', Kind: 'mail.send' },
      values: { Jobs: 1, FailedJobs: 0, DeadJobs: 0, JobTime: expect.any(Number) },
    });
  expect(opened.secretsReadBy('mail')).toEqual([...traits.mail.secrets].sort());
});
