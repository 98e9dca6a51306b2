// The accounts' tests on MongoDB, then what the product does with accounts as services apart. On the server
// that MONGODB_TEST_URL names, or on FerretDB, built with Go. Skipped where neither can be had, unless
// MONGODB_TESTS is `required`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startProgram, untilSaid } from '../services/program.ts';

/** The least Go that can build it. */
const GO_MINOR = 24;
/** What signs in, looks accounts up, or keeps tokens, as a black box. */
const acceptance = ['accounts', 'abuse-tokens', 'opensubsonic', 'opensubsonic-accounts'].map(
  (name) => `tests/acceptance/${name}.test.ts`,
);

/** Accounts go to MongoDB from the embedded shape. */
const moving = 'tests/services/migrate-data.test.ts';
/** compose.yaml has them there. */
const composed = 'tests/services/compose.test.ts';

await using stack = new AsyncDisposableStack();
const url = process.env.MONGODB_TEST_URL ?? (await startFerret());
if (url) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'];
  await run([...vitest, 'packages/adapters/src/accounts/better-auth'], { MONGODB_TEST_URL: url });
  await run(['tests/services/run.ts', ...acceptance], settingsOf(url, 'services'));
  await run(['tests/services/run.ts', moving], settingsOf(url, 'moved'));
  await run(['tests/services/run.ts', composed], settingsOf(url, 'composed'));
} else {
  process.stdout.write(`SKIPPED: accounts were not tested on MongoDB, as there is no Go 1.${GO_MINOR} or newer here, or its
modules cannot be downloaded. Or name a server: MONGODB_TEST_URL=mongodb://127.0.0.1:27017 npm run test:mongodb\n`);
  if (process.env.MONGODB_TESTS === 'required') process.exitCode = 1;
}

/** Services whose accounts are in this database of the server. */
function settingsOf(server: string, database: string): Record<string, string> {
  const MONGODB_URL = new URL(`/${database}`, server).href;
  return {
    SERVICES_SETTINGS: JSON.stringify({ ACCOUNTS_DATABASE: 'mongodb', MONGODB_URL }),
  };
}

async function run(args: readonly string[], env: Record<string, string>): Promise<void> {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' } as const;
  const [code] = await once(spawn(process.execPath, args, options), 'exit');
  if (code !== 0) process.exitCode = code ?? 1;
}

/** Address of a server of this run alone; null where it cannot be built. @throws where building fails */
async function startFerret(): Promise<string | null> {
  const minor = Number(/^go1\.(\d+)/.exec(go('env', 'GOVERSION').stdout ?? '')?.[1]);
  if (!(minor >= GO_MINOR) || go('mod', 'download').status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-ferretdb-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'ferretdb');
  process.stdout.write('Building FerretDB (the first time takes minutes) …\n');
  const build = go('build', '-o', program, '.');
  if (build.status !== 0) throw new Error(`FerretDB could not be built: ${build.stderr}`);
  const data = join(folder, 'data');
  await mkdir(data);
  const server = startProgram('ferretdb', [program, data]);
  stack.defer(async () => void (await server.end('SIGTERM')));
  return untilSaid(server, /mongodb:\/\/\S+/);
}

function go(...args: string[]) {
  return spawnSync('go', args, { cwd: import.meta.dirname, encoding: 'utf8' });
}
