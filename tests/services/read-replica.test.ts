import {
  appendFile,
  chmod,
  chown,
  cp,
  mkdtemp,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../packages/adapters/src/database/postgres/index.ts';
import {
  addSong,
  audioFile,
  type Client,
  eventually,
  setUpAdmin,
} from '../acceptance/harness/index.ts';
import { freePort, type SharedEngines, startSharedEngines } from './engines.ts';
import { startServices } from './stack.ts';

const disposables = new AsyncDisposableStack();
let admin: Client;
let replica: Awaited<ReturnType<typeof startReplica>>;
let control: pg.Client;

beforeAll(async () => {
  const engines = await startSharedEngines(disposables);
  replica = await startReplica(engines);
  disposables.defer(() => replica.stop());
  const layout = { 'user,admin,song,photo,video': 1, edge: 1, worker: 1 };
  const { url } = await startServices(layout, engines, disposables, {
    DATABASE_REPLICA_URL: replica.connectionString,
  });
  ({ client: admin } = await setUpAdmin(url));
  control = new pg.Client({ connectionString: replica.connectionString });
  control.on('error', () => {});
  await control.connect();
});
afterAll(() => disposables.disposeAsync());

/** A copy of the stopped server's files, which follows it from there (PostgreSQL manual, 26.2). */
async function startReplica(engines: SharedEngines) {
  const location = engines.postgresFiles();
  const dataDir = await mkdtemp(join(tmpdir(), 'madrigal-replica-'));
  disposables.defer(() => rm(dataDir, { recursive: true, force: true }));
  // The server's own user must be able to enter.
  await chmod(dataDir, 0o755);
  const copy = join(dataDir, 'postgres');
  await engines.whilePostgresIsDown(async () => {
    await cp(location, copy, { recursive: true, preserveTimestamps: true });
    await cp(join(dirname(location), 'postgres-password'), join(dataDir, 'postgres-password'));
  });
  const source = engines.env.DATABASE_URL ?? '';
  await appendFile(join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(join(copy, 'standby.signal'), '');
  const { uid, gid } = await stat(location);
  await chownAll(copy, uid, gid);
  return startEmbeddedPostgres({ dataDir, transport: 'tcp', port: await freePort() });
}

async function chownAll(folder: string, uid: number, gid: number): Promise<void> {
  await chown(folder, uid, gid);
  for (const name of await readdir(folder, { recursive: true })) {
    await chown(join(folder, name), uid, gid);
  }
}

const find = async (title: string) => {
  const { songs } = await admin.must('search', { query: { q: title } });
  return songs.map((song) => song.title);
};

it('is asked for what may be behind, and nothing else; away, the primary is', async () => {
  await control.query('SELECT pg_wal_replay_pause()');
  const title = `Replica ${crypto.randomUUID()}`;
  const songId = await addSong(
    admin,
    await audioFile({ format: 'mp3', seconds: 2, tags: { title } }),
  );
  expect((await admin.must('getSong', { params: { songId } })).title).toBe(title);
  const { items } = await admin.must('listSongs', { query: { limit: 10 } });
  expect(items.map((song) => song.title)).toContain(title);
  expect(await find(title)).toEqual([]);

  await control.query('SELECT pg_wal_replay_resume()');
  await eventually('the song at the replica', async () => (await find(title)).length > 0);

  await replica.stop();
  expect(await find(title)).toEqual([title]);
});
