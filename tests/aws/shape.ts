import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createS3Blobs } from '@madrigal/adapters/blobs/s3';
import { systemClock } from '@madrigal/core/shared';
import { bundlesFolder, functionNames } from '../../infra/functions/bundle-functions.ts';
import { startSqs } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { freePort, startDatabaseAndFiles } from '../services/engines.ts';
import { root, startProgram, untilSaid } from '../services/program.ts';
import { announceArrivals } from './bucket-notifications.ts';
import { createFunction, type LocalFunction } from './function.ts';
import { startGateway } from './gateway.ts';
import { startEventSources } from './queues.ts';

const PREFIX = 'madrigal';
const SWEEP_EVERY_MS = 5000;
/** Time limits of functions as they are deployed: an HTTP API waits for 30 s, a queue for 15 minutes. */
const HTTP_MS = 29_000;
const WORK_MS = 900_000;
const entry = (name: string) => join(root, `packages/server/src/entry/${name}.ts`);

export interface AwsShape {
  url: string;
  functions: ReadonlyMap<string, LocalFunction>;
  /** Settings of every function. */
  env: Readonly<Record<string, string>>;
}

export interface ShapeOptions {
  /** Every how many-th message of a queue is handed over twice; 0 for none. */
  twiceEvery: number;
  /** Settings besides, or in the place of, the usual ones. */
  env?: Readonly<Record<string, string>>;
}

/** The AWS shape on this machine, from bundles that were made before, until `stack` ends. */
export async function startAwsShape(
  stack: AsyncDisposableStack,
  { twiceEvery, env: more = {} }: ShapeOptions,
): Promise<AwsShape> {
  const shared = await startDatabaseAndFiles(stack);
  const sqs = await startSqs();
  stack.defer(() => sqs.stop());
  const [port, edgePort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const originSecret = randomBytes(32).toString('hex');
  const { EDGE_SIGNING_KEY_FILE: keyFile = '', ...engines } = shared.env;
  const env = {
    ...engines,
    SHAPE: 'aws',
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    JWKS_URL: `${url}/api/auth/jwks`,
    EDGE_SIGNING_KEY: await readFile(keyFile, 'utf8'),
    ORIGIN_SECRET: originSecret,
    SQS_ENDPOINT: `http://127.0.0.1:${sqs.port}`,
    SQS_ACCESS_KEY_ID: 'a',
    SQS_SECRET_ACCESS_KEY: 's',
    SQS_QUEUE_PREFIX: PREFIX,
    MAIL: 'outbox',
    LOG_LEVEL: 'warn',
    ...more,
  };
  await migrate(shared.folder, env);
  const edgeUrl = await startEdge(shared.folder, edgePort, env, stack);
  const functions = await openFunctions(shared.folder, env, stack);
  const gateway = await startGateway({
    port,
    functions,
    edgeUrl,
    originSecret,
    web: { folder: join(root, 'apps/web/dist'), headers: {} },
  });
  stack.defer(() => gateway.dispose());
  await startTriggers(shared, env, functions, twiceEvery, stack);
  return { url, functions, env };
}

/** What a deployment does before its functions are called: the schema, the queues and the buckets. */
async function migrate(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const program = startProgram('migrate', [process.execPath, entry('migrate')], {
    ...env,
    LOG_LEVEL: 'info',
    S3_MANAGE_BUCKETS: 'yes',
    SQS_MANAGE_QUEUES: 'yes',
    DATA_DIR: join(folder, 'migrate-data'),
  });
  await untilSaid(program, /everything is up to date/);
  if ((await program.end('SIGCONT')) !== 0) throw new Error(program.output());
}

/** Our own edge in CloudFront's place. */
async function startEdge(
  folder: string,
  port: number,
  { EDGE_SIGNING_KEY: _, ...env }: Readonly<Record<string, string>>,
  stack: AsyncDisposableStack,
): Promise<string> {
  const program = startProgram('edge', [process.execPath, entry('service'), '--services=edge'], {
    ...env,
    LOG_LEVEL: 'info',
    PORT: String(port),
    DATA_DIR: join(folder, 'edge-data'),
  });
  stack.defer(async () => void (await program.end('SIGKILL')));
  await untilSaid(program, /"msg":"ready"/);
  return `http://127.0.0.1:${port}`;
}

async function openFunctions(
  folder: string,
  env: Readonly<Record<string, string>>,
  stack: AsyncDisposableStack,
): Promise<Map<string, LocalFunction>> {
  const work = ['media-dispatcher', 'image', 'video', 'audio', 'slideshow', 'mail', 'sweep'];
  const functionsFolder = join(folder, 'functions');
  await mkdir(functionsFolder);
  const functions = functionNames.map((name) => {
    const isWork = work.includes(name);
    const opened = createFunction({
      name,
      env,
      bundle: join(bundlesFolder, name, 'index.mjs'),
      folder: functionsFolder,
      timeoutMs: isWork ? WORK_MS : HTTP_MS,
      containers: isWork ? 1 : 2,
    });
    stack.defer(async () => opened.dispose());
    return [name, opened] as const;
  });
  return new Map(functions);
}

/** Queues, the bucket and the schedule call functions from now on. */
async function startTriggers(
  { ceph }: Awaited<ReturnType<typeof startDatabaseAndFiles>>,
  { SQS_ENDPOINT: endpoint = '', S3_RAW_BUCKET: bucket = '' }: Readonly<Record<string, string>>,
  functions: ReadonlyMap<string, LocalFunction>,
  twiceEvery: number,
  stack: AsyncDisposableStack,
): Promise<void> {
  const ending = new AbortController();
  stack.defer(async () => ending.abort());
  startEventSources({ endpoint, prefix: PREFIX, functions, atOnce: 1, twiceEvery }, ending.signal);
  const raw = createS3Blobs({
    ...ceph,
    bucket,
    region: 'us-east-1',
    clock: systemClock,
    forcePathStyle: true,
  });
  stack.defer(async () => raw.close());
  const dispatcher = functions.get('media-dispatcher');
  const sweep = functions.get('sweep');
  if (!dispatcher || !sweep) throw new Error('Functions are missing.');
  void announceArrivals(raw.store, dispatcher, ending.signal);
  void (async () => {
    for (const event of [{ sweep: 'hourly' }, ...Array(1e6).fill({ source: 'aws.events' })]) {
      if (ending.signal.aborted) return;
      await sweep.invoke(event).catch((error) => process.stderr.write(`sweep: ${error}\n`));
      await delay(SWEEP_EVERY_MS, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
}
