import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { functionNames } from '../../infra/functions/bundle-functions.ts';
import { httpFunctions } from '../../packages/server/src/http/function-of.ts';
import { freePort } from '../services/engines.ts';
import { root, startProgram, untilSaid } from '../services/program.ts';
import type { Deployed } from './deployed.ts';
import { type AwsEngines, createDatabase } from './engines.ts';
import { createFunction, type LocalFunction } from './function.ts';
import { startGateway } from './gateway.ts';
import { pageHeaders } from './static-files.ts';
import { startTriggers } from './triggers.ts';

type Env = Readonly<Record<string, string>>;

/** Time limits of functions as they are deployed: an HTTP API waits for 30 s, a queue for 15 minutes. */
const HTTP_MS = 29_000;
const WORK_MS = 900_000;
const CONTAINERS = 2;
const entry = (name: string) => join(root, `packages/server/src/entry/${name}.ts`);

/** Madrigal as functions, with a database, buckets, queues and tables of its own. */
export interface Installation {
  url: string;
  functions: ReadonlyMap<string, LocalFunction>;
  /** Ends every container at once, whatever it does, and has none until the restart. */
  kill(): void;
  /** Has new containers from now on, with these settings besides the first ones. */
  restart(env: Env): void;
}

interface InstallationOptions {
  /** Begins the names of what belongs to it: lower-case letters and digits. */
  name: string;
  /** Every how many-th message of a queue is handed over twice; 0 for none. */
  twiceEvery: number;
  /** Settings besides, or in the place of, the usual ones. */
  env?: Env;
}

/** Opens an installation from bundles that were deployed before, until `stack` ends. */
export async function openInstallation(
  engines: AwsEngines,
  deployed: Deployed,
  { name, twiceEvery, env: more = {} }: InstallationOptions,
  stack: AsyncDisposableStack,
): Promise<Installation> {
  const folder = join(engines.folder, name);
  await mkdir(folder);
  const [port, edgePort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const originSecret = randomBytes(32).toString('hex');
  const env: Env = {
    ...engines.env,
    DATABASE_URL: await createDatabase(engines.env.DATABASE_URL ?? '', name, stack),
    S3_RAW_BUCKET: `${name}-raw`,
    S3_PROCESSED_BUCKET: `${name}-processed`,
    SQS_QUEUE_PREFIX: name,
    DYNAMODB_TABLE_PREFIX: name,
    SHAPE: 'aws',
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    // Of a user pool, keys are asked for by its name.
    ...(more.ACCOUNTS !== 'cognito' && { JWKS_URL: `${url}/api/auth/jwks` }),
    ORIGIN_SECRET: originSecret,
    MAIL: 'outbox',
    LOG_LEVEL: 'warn',
    // A function answers one request at a time.
    DATABASE_CONNECTIONS: '2',
  };
  const functions = new Map<string, LocalFunction>();
  const openFunctions = (changed: Env) => {
    for (const opened of functions.values()) opened.dispose();
    for (const each of functionNames) {
      const settings = { ...env, ...engines.envOf(each), ...more, ...changed };
      functions.set(each, openFunction(each, settings, folder, deployed));
    }
  };
  openFunctions({});
  stack.defer(() => {
    for (const opened of functions.values()) opened.dispose();
  });
  await migrate(functions.get('migrate'));
  await prepare(folder, env);
  const edgeUrl = await startEdge(folder, edgePort, env, stack);
  const gateway = await startGateway({
    port,
    functions,
    edgeUrl,
    originSecret,
    web: {
      folder: join(root, 'apps/web/dist'),
      headers: pageHeaders([...engines.publicEndpoints, ...userPoolOf(more)]),
    },
  });
  stack.defer(() => gateway.dispose());
  startTriggers(engines, { functions, name, bucket: `${name}-raw`, twiceEvery }, stack);
  return {
    url,
    functions,
    kill: () => {
      for (const opened of functions.values()) opened.dispose();
    },
    restart: openFunctions,
  };
}

/** Where pages sign in by themselves, as the serverless composition lets them. */
function userPoolOf({ COGNITO_ENDPOINT, COGNITO_HOSTED_DOMAIN }: Env): string[] {
  const domain = COGNITO_HOSTED_DOMAIN && `https://${COGNITO_HOSTED_DOMAIN}`;
  return [COGNITO_ENDPOINT, domain].filter((each) => each !== undefined);
}

function openFunction(
  name: (typeof functionNames)[number],
  env: Env,
  folder: string,
  { bundleOf, path }: Deployed,
): LocalFunction {
  const isHttp = httpFunctions.some((each) => each === name);
  return createFunction({
    name,
    env,
    path,
    folder,
    bundle: bundleOf(name),
    timeoutMs: isHttp ? HTTP_MS : WORK_MS,
    containers: CONTAINERS,
  });
}

/** The schema, as a deployment has it made. Nobody calls this function again: its container need not stay. */
async function migrate(made: LocalFunction | undefined): Promise<void> {
  if (!made) throw new Error('There is no function that migrates.');
  await made.invoke({});
  made.crash();
}

/** What a deployment makes besides, before functions are called: queues, tables and buckets. */
async function prepare(folder: string, env: Env): Promise<void> {
  const program = startProgram('migrate', [process.execPath, entry('migrate')], {
    ...env,
    LOG_LEVEL: 'info',
    S3_MANAGE_BUCKETS: 'yes',
    SQS_MANAGE_QUEUES: 'yes',
    DYNAMODB_MANAGE_TABLES: 'yes',
    DATA_DIR: join(folder, 'migrate-data'),
  });
  await untilSaid(program, /everything is up to date/);
  if ((await program.end('SIGCONT')) !== 0) throw new Error(program.output());
}

/** Our own edge in CloudFront's place. */
async function startEdge(
  folder: string,
  port: number,
  { EDGE_SIGNING_KEY: _, ...env }: Env,
  stack: AsyncDisposableStack,
): Promise<string> {
  const program = startProgram('edge', [process.execPath, entry('service'), '--services=edge'], {
    ...env,
    S3_ENDPOINT: env.S3_PUBLIC_ENDPOINT ?? '',
    LOG_LEVEL: 'info',
    PORT: String(port),
    DATA_DIR: join(folder, 'edge-data'),
  });
  stack.defer(async () => void (await program.end('SIGKILL')));
  await untilSaid(program, /"msg":"ready"/);
  return `http://127.0.0.1:${port}`;
}
