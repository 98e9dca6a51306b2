// Functions that answer requests against an empty one: how long until each is loaded, and until it has
// answered. See bench/README.md.
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrate, openPostgres, startEmbeddedPostgres } from '@madrigal/adapters/database/postgres';
import { type Bundle, bundleFunction, sourcesOf } from '../infra/functions/bundle-functions.ts';
import { startSqsWithQueues } from '../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { httpFunctions } from '../packages/server/src/http/function-of.ts';
import { timeByPackage } from './lambda/profile.ts';

const quick = process.argv.includes('--quick');
const ROUNDS = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? 9);
/** Packages that are named of each function. */
const NAMED = 8;
const script = join(import.meta.dirname, 'lambda/load-process.ts');
const run = promisify(execFile);

interface Start {
  loadedMs: number;
  answeredMs: number;
}

await using stack = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'madrigal-bench-lambda-'));
stack.defer(() => rm(folder, { recursive: true, force: true }));
await chmod(folder, 0o755);
// Native packages are installed beside a bundle.
await symlink(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
const env = await startEngines();
const empty = join(folder, 'empty.mjs');
await writeFile(empty, 'export const handler = async () => ({ statusCode: 404 });\n');

const bundles: Bundle[] = [];
for (const name of quick ? (['user', 'song'] as const) : httpFunctions) {
  bundles.push(await bundleFunction(name, folder, { withMap: true }));
}
const ratios = bundles.map(() => ({ loaded: [] as number[], answered: [] as number[] }));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, made] of bundles.entries()) {
    const [bare, ours] = [await start(empty), await start(fileOf(made))];
    if (round === 0) continue; // all is read from the disk
    ratios[index]?.loaded.push(ours.loadedMs / bare.loadedMs);
    ratios[index]?.answered.push(ours.answeredMs / bare.answeredMs);
  }
}
for (const [index, made] of bundles.entries()) await tell(made, ratios[index]);

/** What functions need to answer: a database and queues. */
async function startEngines(): Promise<Record<string, string>> {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'database') });
  stack.defer(() => postgres.stop());
  const database = openPostgres({ connectionString: postgres.connectionString });
  await migrate(database.pool);
  await database.close();
  const endpoint = await startSqsWithQueues(stack);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = () => randomBytes(32).toString('hex');
  await mkdir(join(folder, 'data'));
  return {
    ...{ PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), SHAPE: 'aws' },
    ...{ MAIL: 'outbox', LOG_LEVEL: 'warn', PUBLIC_URL: 'https://music.example' },
    ...{ DATABASE_URL: postgres.connectionString, JWKS_URL: 'https://music.example/jwks' },
    ...{ S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' },
    ...{ SQS_ENDPOINT: endpoint, SQS_ACCESS_KEY_ID: 'a', SQS_SECRET_ACCESS_KEY: 's' },
    ...{ AUTH_SECRET: secret(), SEALING_SECRET: secret() },
    EDGE_SIGNING_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** Starts a function in a process of its own. */
async function start(bundle: string, profile?: string): Promise<Start> {
  const { stdout } = await run(process.execPath, [script, bundle, ...(profile ? [profile] : [])], {
    env,
  });
  const [loadedMs = Number.NaN, answeredMs = Number.NaN] = (stdout.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { loadedMs, answeredMs };
}

async function tell(
  made: Bundle,
  { loaded = [], answered = [] }: Partial<(typeof ratios)[0]> = {},
) {
  const file = fileOf(made);
  const profile = join(folder, 'profile.json');
  await start(file, profile);
  const times = timeByPackage(profile, `${file}.map`);
  const all = times.reduce((sum, { ms }) => sum + ms, 0);
  const share = (ms: number) => `${Math.round((ms / all) * 100)} %`;
  const named = <Part>(parts: readonly Part[], text: (part: Part) => string) =>
    parts.slice(0, NAMED).map(text).join(', ');
  console.log(`${made.name}, times an empty function:`);
  console.log(
    `  ${median(loaded).toFixed(2)} until loaded, ${median(answered).toFixed(2)} until answered`,
  );
  console.log(`  time: ${named(times, ({ name, ms }) => `${name} ${share(ms)}`)}`);
  const sizes = named(sourcesOf(made.metafile), ({ name, bytes }) => `${name} ${kb(bytes)}`);
  console.log(`  ${kb(made.bytes)}: ${sizes}`);
}

function fileOf({ folder }: Bundle): string {
  return join(folder, 'index.mjs');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function kb(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
