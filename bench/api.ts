// The API against a bare Fastify route that returns the same bytes. See bench/README.md.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { migrate, openPostgres, startEmbeddedPostgres } from '@madrigal/adapters/database/postgres';
import { setUpAdmin } from '../tests/acceptance/harness/instance.ts';
import { startServer } from '../tests/acceptance/harness/server-process.ts';
import { fetchToken } from '../tests/acceptance/harness/session.ts';
import { fillCatalogue } from './catalogue/fill.ts';
import { load, writeRequests } from './wrk/load.ts';

const SONGS = 10_000;
const ROUNDS = 7;
const LOAD = { connections: 32, seconds: 1 };

if (spawnSync('wrk', ['-v']).error) {
  console.error('This benchmark needs wrk: apt-get install wrk');
  process.exit(1);
}

await using stack = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'madrigal-bench-'));
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
await chmod(dataDir, 0o755);
const { connectionString, songId, albumId } = await startDatabase();
const server = await startServer({
  env: {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(dataDir, 'app'),
    DATABASE_URL: connectionString,
    LOG_LEVEL: 'warn',
  },
});
stack.defer(async () => void (await server.end('SIGTERM')));
const { session } = await setUpAdmin(server.baseUrl);
const authorization = `Bearer ${await fetchToken(session)}`;

const questions = [
  { name: 'hardly a query: /instance', path: '/api/v1/instance' },
  { name: 'one query: a song', path: `/api/v1/songs/${songId}` },
  { name: 'a signed URL', path: `/api/v1/stream/${songId}` },
  { name: 'an album with its songs', path: `/api/v1/albums/${albumId}` },
  { name: 'a page of 50 songs', path: '/api/v1/songs?limit=50&order=title' },
];
const bare = await startBare();
for (const question of questions) await compare(question);

async function startDatabase() {
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'database') });
  stack.defer(() => rm(dirname(postgres.dataLocation), { recursive: true, force: true }));
  stack.defer(() => postgres.stop());
  const database = openPostgres({ connectionString: postgres.connectionString });
  await migrate(database.pool);
  await fillCatalogue(database.pool, SONGS);
  const { rows } = await database.pool.query<{ id: string; album_id: string }>(
    'SELECT id, album_id FROM songs ORDER BY id LIMIT 1',
  );
  await database.close();
  const [song] = rows;
  if (!song) throw new Error('The catalogue is empty.');
  return { ...postgres, songId: song.id, albumId: song.album_id };
}

/** What the API answers now, served by Fastify and nothing else. */
async function startBare(): Promise<string> {
  const bodies = await Promise.all(
    questions.map(async ({ path }) => {
      const answer = await fetch(new URL(path, server.baseUrl), { headers: { authorization } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return [path.split('?', 1)[0], await answer.text()];
    }),
  );
  const script = join(import.meta.dirname, 'api/bare-process.ts');
  const child: ChildProcess = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stack.defer(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  child.stdin?.end(JSON.stringify(Object.fromEntries(bodies)));
  if (!child.stdout) throw new Error('The process has no output.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return `http://127.0.0.1:${line.replace('port ', '')}`;
}

async function compare({ name, path }: { name: string; path: string }): Promise<void> {
  const requests = writeRequests(join(dataDir, 'requests.txt'), [{ path }]);
  const perSecond = async (url: string) =>
    (await load(url, requests, { ...LOAD, authorization })).requestsPerSecond;
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = await perSecond(server.baseUrl);
    const theirs = await perSecond(bare);
    if (round > 0) ratios.push(ours / theirs); // in the first round everything warms up
  }
  const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(`${name}: ${median.toFixed(2)} of Fastify alone with the same bytes`);
}
