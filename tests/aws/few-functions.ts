import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction, type FunctionName } from '../../infra/functions/bundle-functions.ts';
import { createTestDatabase } from '../../packages/adapters/src/database/postgres/testing/index.ts';
import { startSqsWithQueues } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { freePort } from '../services/engines.ts';
import { createFunction, type LocalFunction } from './function.ts';
import { startGateway } from './gateway.ts';
import { type ManagedServices, startManagedServices } from './managed-services.ts';
import { startEventSources } from './queues.ts';

type Env = Readonly<Record<string, string>>;

export interface FewFunctions extends ManagedServices {
  url: string;
  functions: ReadonlyMap<string, LocalFunction>;
}

/**
 * Some functions as bundles behind the gateway's stand-in, on a database and queues, until `stack` ends; no
 * files. Mails go to SES, texts to SNS, and secrets come from the Parameter Store.
 */
export async function openFewFunctions(
  names: readonly FunctionName[],
  more: Env,
  stack: AsyncDisposableStack,
): Promise<FewFunctions> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-functions-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const database = await createTestDatabase();
  stack.defer(() => database.dispose());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secrets = makeSecrets();
  const services = await startManagedServices(secrets, stack);
  const sqsEndpoint = await startSqsWithQueues(stack);
  const env = {
    ...{ SHAPE: 'aws', LOG_LEVEL: 'warn', PUBLIC_URL: url, SQS_ENDPOINT: sqsEndpoint },
    DATABASE_URL: database.connectionString,
    ...(more.ACCOUNTS !== 'cognito' && { JWKS_URL: `${url}/api/auth/jwks` }),
    ...{ S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' },
    ...{ MAIL_FROM: 'Music <music@example.org>', SES_CONFIGURATION_SET: 'mails', SMS: 'sns' },
    ...more,
  };
  const functions = new Map<string, LocalFunction>();
  for (const name of names) {
    const { folder: made } = await bundleFunction(name, join(folder, 'bundles'));
    const opened = createFunction({
      ...{ name, folder, bundle: join(made, 'index.mjs'), timeoutMs: 29_000, containers: 2 },
      env: { ...env, ...services.envOf(name) },
    });
    functions.set(name, opened);
    stack.defer(() => opened.dispose());
  }
  followQueues(sqsEndpoint, functions, stack);
  const gateway = await startGateway({
    ...{ port, functions, edgeUrl: url, originSecret: secrets.ORIGIN_SECRET },
    web: { folder, headers: {} },
  });
  stack.defer(() => gateway.dispose());
  return { ...services, url, functions };
}

/** Everything that is secret. The database of tests lets us in without a password, or with any. */
function makeSecrets() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const random = () => randomBytes(32).toString('hex');
  return {
    DATABASE_PASSWORD: random(),
    AUTH_SECRET: random(),
    SEALING_SECRET: random(),
    ORIGIN_SECRET: random(),
    EDGE_SIGNING_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

function followQueues(
  endpoint: string,
  functions: ReadonlyMap<string, LocalFunction>,
  stack: AsyncDisposableStack,
): void {
  const ending = new AbortController();
  stack.defer(() => ending.abort());
  const call = (name: string) => ({
    invoke: (event: unknown) =>
      functions.get(name)?.invoke(event) ?? Promise.reject(new Error(`There is no ${name}.`)),
  });
  const options = { endpoint, prefix: 'madrigal', call, atOnce: 1, twiceEvery: 0 };
  startEventSources(options, ending.signal);
}
