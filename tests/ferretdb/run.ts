// The accounts' tests on MongoDB: `node tests/ferretdb/run.ts [vitest arguments]`. On the server that
// MONGODB_TEST_URL names, or on FerretDB, built with Go.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startProgram, untilSaid } from '../services/program.ts';

/** The least Go that can build it. */
const GO_MINOR = 24;
const all = ['packages/adapters/src/accounts/better-auth'];

await using stack = new AsyncDisposableStack();
const url = process.env.MONGODB_TEST_URL ?? (await startFerret());
if (url) {
  const files = process.argv.slice(2);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'unit', ...(files.length > 0 ? files : all)];
  const env = { ...process.env, MONGODB_TEST_URL: url };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  process.exitCode = ((await once(child, 'exit')) as [number | null])[0] ?? 1;
} else {
  process.stdout.write(`SKIPPED: accounts were not tested on MongoDB, as there is no Go 1.${GO_MINOR} or newer here.
Install it, or name a server: MONGODB_TEST_URL=mongodb://127.0.0.1:27017 npm run test:mongodb\n`);
}

/** Address of a server in memory of this run; null where it cannot be built. @throws where building fails */
async function startFerret(): Promise<string | null> {
  const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const minor = Number(/^go1\.(\d+)/.exec(version.stdout ?? '')?.[1]);
  if (!(minor >= GO_MINOR)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-ferretdb-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'ferretdb');
  process.stdout.write('Building FerretDB (the first time takes minutes) …\n');
  const build = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Error('FerretDB could not be built.');
  const data = join(folder, 'data');
  await mkdir(data);
  const server = startProgram('ferretdb', [program, data]);
  stack.defer(async () => void (await server.end('SIGTERM')));
  return untilSaid(server, /mongodb:\/\/\S+/);
}
