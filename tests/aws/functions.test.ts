import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqsJobs } from '@madrigal/adapters/jobs/sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunction } from '../../infra/functions/bundle-functions.ts';
import { createAuthenticator } from '../../packages/adapters/src/accounts/better-auth/testing/authenticator.ts';
import { createTestDatabase } from '../../packages/adapters/src/database/postgres/testing/index.ts';
import { startSqs } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { freePort } from '../services/engines.ts';
import { createFunction, type LocalFunction } from './function.ts';
import { startGateway } from './gateway.ts';

const stack = new AsyncDisposableStack();
const functions = new Map<string, LocalFunction>();
let url: string;

/** Two functions as bundles behind the gateway's stand-in, on a database and queues; no files. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-functions-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [database, sqs, port] = [await createTestDatabase(), await startSqs(), await freePort()];
  stack.defer(() => database.dispose());
  stack.defer(() => sqs.stop());
  url = `http://127.0.0.1:${port}`;
  const queue = { region: 'us-east-1', endpoint: `http://127.0.0.1:${sqs.port}` };
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const jobs = createSqsJobs({
    ...queue,
    credentials,
    queuePrefix: 'madrigal',
    createQueues: true,
  });
  await jobs.start();
  await jobs.stop();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = () => randomBytes(32).toString('hex');
  const env = {
    ...{ SHAPE: 'aws', MAIL: 'outbox', LOG_LEVEL: 'warn', PUBLIC_URL: url },
    ...{ DATABASE_URL: database.connectionString, JWKS_URL: `${url}/api/auth/jwks` },
    ...{ S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' },
    ...{ SQS_ENDPOINT: queue.endpoint, SQS_ACCESS_KEY_ID: 'a', SQS_SECRET_ACCESS_KEY: 's' },
    ...{ AUTH_SECRET: secret(), SEALING_SECRET: secret(), ORIGIN_SECRET: secret() },
    EDGE_SIGNING_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  for (const name of ['user', 'song'] as const) {
    const { folder: made } = await bundleFunction(name, join(folder, 'bundles'));
    const limits = { timeoutMs: 29_000, containers: 2 };
    const opened = createFunction({
      name,
      env,
      folder,
      bundle: join(made, 'index.mjs'),
      ...limits,
    });
    functions.set(name, opened);
    stack.defer(() => opened.dispose());
  }
  const gateway = await startGateway({
    ...{ port, functions, edgeUrl: url, originSecret: env.ORIGIN_SECRET },
    web: { folder, headers: {} },
  });
  stack.defer(() => gateway.dispose());
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
