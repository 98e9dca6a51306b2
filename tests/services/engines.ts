import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ceph, startCeph } from '../../packages/adapters/src/blobs/s3/testing/ceph.ts';
import { startEmbeddedPostgres } from '../../packages/adapters/src/database/postgres/index.ts';
import {
  type RedisServer,
  startRedis,
} from '../../packages/adapters/src/shared/testing/redis-server.ts';

/** Settings of every process besides the usual ones, as JSON: other engines, for example. */
const settings = JSON.parse(process.env.SERVICES_SETTINGS ?? '{}') as Record<string, string>;

/** A database and files: real servers, reached over TCP. */
export interface DatabaseAndFiles {
  folder: string;
  ceph: Ceph;
  /** Ends every session and stops PostgreSQL, then starts it again at the same address. */
  restartPostgres(): Promise<void>;
  /** The same, with something to do in between. */
  whilePostgresIsDown(act: () => Promise<void>): Promise<void>;
  /** Folder of PostgreSQL's files. */
  postgresFiles(): string;
  /** Settings of every process. */
  env: Readonly<Record<string, string>>;
}

/** What services share. */
export interface SharedEngines extends DatabaseAndFiles {
  redis: RedisServer;
}

/** Starts PostgreSQL, Ceph's gateway and Redis; what was started is put on `stack`. */
export async function startSharedEngines(stack: AsyncDisposableStack): Promise<SharedEngines> {
  const redis = await startRedis();
  stack.defer(() => redis.dispose());
  const engines = await startDatabaseAndFiles(stack);
  const env = {
    ...engines.env,
    SHAPE: 'kubernetes',
    REDIS_URL: redis.url,
    TRUST_PROXY: 'loopback',
    ...settings,
  };
  return { ...engines, redis, env };
}

/** Starts PostgreSQL and Ceph's gateway; what was started is put on `stack`. */
export async function startDatabaseAndFiles(
  stack: AsyncDisposableStack,
): Promise<DatabaseAndFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-services-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const startPostgres = () =>
    startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), transport: 'tcp', port });
  // One after the other: what has started ends with the stack, whatever fails to start after it.
  const ceph = await startCeph();
  stack.defer(() => ceph.dispose());
  let postgres = await startPostgres();
  stack.defer(() => postgres.stop());
  const whilePostgresIsDown = async (act: () => Promise<void>) => {
    await postgres.stop();
    await act();
    postgres = await startPostgres();
  };
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [keyFile, publicKeyFile] = [join(folder, 'edge.pem'), join(folder, 'edge.pub')];
  await writeFile(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  await writeFile(publicKeyFile, publicKey.export({ format: 'pem', type: 'spki' }));
  return {
    folder,
    ceph,
    restartPostgres: () => whilePostgresIsDown(async () => {}),
    whilePostgresIsDown,
    postgresFiles: () => postgres.dataLocation,
    env: {
      HOST: '127.0.0.1',
      DATABASE_URL: postgres.connectionString,
      S3_ENDPOINT: ceph.endpoint,
      S3_ACCESS_KEY_ID: ceph.credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: ceph.credentials.secretAccessKey,
      S3_RAW_BUCKET: 'madrigal-raw',
      S3_PROCESSED_BUCKET: 'madrigal-processed',
      EDGE_SIGNING_KEY_FILE: keyFile,
      EDGE_PUBLIC_KEY_FILE: publicKeyFile,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      SEALING_SECRET: randomBytes(32).toString('hex'),
    },
  };
}

/** Ports that were handed out, and may not be listened at yet. */
const handedOut = new Set<number>();

/**
 * A port that nobody listens at, another one each time, from below those that the system hands out: any
 * connection could take one of these before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (handedOut.has(port)) continue;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    handedOut.add(port);
    return port;
  }
}
