import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
} from './embedded-server.ts';

const serverProcess = new URL('./testing/server-process.ts', import.meta.url);
const isRoot = process.getuid?.() === 0;
const PATIENCE = { timeout: 20_000, interval: 20 };

const folders: string[] = [];
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-server-'));
  folders.push(folder);
  await chmod(folder, 0o755);
  return folder;
}

async function start(dataDir: string, more = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...more });
  started.push(server);
  if (!server.dataLocation.startsWith(dataDir)) folders.push(dirname(server.dataLocation));
  return server;
}

async function startProcess(dataDir: string, options = {}) {
  const child = fork(serverProcess, [dataDir], { silent: true, detached: true, ...options });
  children.push(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const nextLine = async () => JSON.parse((await once(lines, 'line'))[0]);
  const ready = (await nextLine()) as { connectionString: string; dataLocation: string };
  return { child, nextLine, ...ready };
}

async function query(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query({ text: statement, rowMode: 'array' });
  await client.end();
  return rows.flat();
}

async function postmasterPid(location: string): Promise<number> {
  return Number((await readFile(join(location, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('embedded PostgreSQL on one data folder', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await makeDataDir();
  });

  test('sets itself up, says so, keeps data over a restart and leaves nothing running', async () => {
    const said: string[] = [];
    const first = await start(dataDir, { onProgress: (sentence: string) => said.push(sentence) });
    expect(said).toEqual(['Setting up the database for the first time', 'Starting PostgreSQL']);
    expect(first.dataLocation).toBe(join(dataDir, 'postgres'));
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 1 AS n');
    const pid = await postmasterPid(first.dataLocation);
    await first.stop();
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    const socketFolder = new URL(first.connectionString).searchParams.get('host') as string;
    expect(existsSync(socketFolder)).toBe(false);

    const second = await start(dataDir);
    expect(await query(second.connectionString, 'SELECT n FROM kept')).toEqual([1]);
    expect(await query(second.connectionString, 'SHOW fsync')).toEqual(['on']);
    expect(await query(second.connectionString, 'SHOW listen_addresses')).toEqual(['']);
  });

  test('takes over from a process that was killed, keeping what was committed', async () => {
    const { child, connectionString, dataLocation } = await startProcess(dataDir);
    await query(connectionString, 'INSERT INTO kept VALUES (2)');
    await killHard(child);
    const orphan = await postmasterPid(dataLocation);
    expect(isAlive(orphan)).toBe(true);

    const server = await start(dataDir);
    await vi.waitUntil(() => !isAlive(orphan), PATIENCE);
    expect(await query(server.connectionString, 'SELECT n FROM kept ORDER BY n')).toEqual([1, 2]);
  });

  test('recovers when the server was killed as well', async () => {
    const { child, connectionString, dataLocation } = await startProcess(dataDir);
    await query(connectionString, 'INSERT INTO kept VALUES (3)');
    process.kill(await postmasterPid(dataLocation), 'SIGKILL');
    await killHard(child);

    const server = await start(dataDir);
    expect(await query(server.connectionString, 'SELECT max(n) FROM kept')).toEqual([3]);
  });

  test('recovers when its old process id belongs to another program by now', async () => {
    const { child, dataLocation } = await startProcess(dataDir);
    const pidFile = await readFile(join(dataLocation, 'postmaster.pid'), 'utf8');
    child.kill('SIGINT');
    await once(child, 'exit');
    const { uid } = await stat(dataLocation);
    const other = fork('-', { execArgv: ['-e', 'setInterval(() => {}, 1000)'], uid, cwd: '/' });
    children.push(other);
    await once(other, 'spawn');
    const stale = pidFile.replace(/^\d+/, String(other.pid));
    await writeFile(join(dataLocation, 'postmaster.pid'), stale, { mode: 0o600 });
    await chown(join(dataLocation, 'postmaster.pid'), uid, uid);

    const server = await start(dataDir);
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1]);
    expect(other.exitCode).toBeNull();
  });

  test('refuses to share the data folder with a running Madrigal, and leaves that alone', async () => {
    const { connectionString } = await startProcess(dataDir);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Another Madrigal is running'),
    });
    expect(await query(connectionString, 'SELECT 1')).toEqual([1]);
  });

  test('is found while a Madrigal runs on it, not when that was killed', async () => {
    const { child, connectionString } = await startProcess(dataDir);
    expect(await findRunningPostgres(dataDir)).toEqual({ connectionString });
    await killHard(child);
    expect(await findRunningPostgres(dataDir)).toBeNull();
    expect(await findRunningPostgres(join(dataDir, 'nothing'))).toBeNull();
  });

  test('outlives Ctrl-C until the app has closed its connections, but not the app', async () => {
    const { child, nextLine, dataLocation } = await startProcess(dataDir);
    const pid = await postmasterPid(dataLocation);
    const line = nextLine();
    const ended = once(child, 'exit');
    process.kill(-(child.pid as number), 'SIGINT');
    expect(await line).toEqual({ queriedAfterSignal: true });
    await ended;
    expect(child.exitCode).toBe(0);
    await vi.waitUntil(() => !isAlive(pid), PATIENCE);
  });

  test('ends with a process that exits without stopping it', async () => {
    const { child, dataLocation } = await startProcess(dataDir);
    const pid = await postmasterPid(dataLocation);
    child.send('exit');
    await once(child, 'exit');
    await vi.waitUntil(() => !isAlive(pid), PATIENCE);
  });

  test('can be stopped after it died by itself', async () => {
    const server = await start(dataDir);
    const pid = await postmasterPid(server.dataLocation);
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), PATIENCE);
    await server.stop();
    await start(dataDir);
  });

  test('says what is wrong when the server cannot start', async () => {
    await writeFile(join(dataDir, 'postgres', 'postgresql.auto.conf'), 'nonsense = 1\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/did not start.*postgres\.log.*nonsense/s),
    });
    await writeFile(join(dataDir, 'postgres', 'postgresql.auto.conf'), '');
    await start(dataDir);
  });

  test('refuses files of another major version', async () => {
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('PostgreSQL 17'),
    });
  });
});

describe('setting up', () => {
  test('begins again when the first run was killed in the middle', async () => {
    const dataDir = await makeDataDir();
    const child = fork(serverProcess, [dataDir], { silent: true });
    children.push(child);
    await vi.waitUntil(async () => {
      const half = (await readdir(dataDir)).find((name) => name.startsWith('postgres-init-'));
      return half && existsSync(join(dataDir, half, 'PG_VERSION'));
    }, PATIENCE);
    await killHard(child);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

    const server = await start(dataDir);
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1]);
    const names = await readdir(dataDir);
    expect(names.toSorted()).toEqual(['postgres', 'postgres.log']);
  });

  test('works over TCP with a password, and not without it', async () => {
    const dataDir = await makeDataDir();
    const server = await start(dataDir, { transport: 'tcp' });
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1]);
    const intruder = new URL(server.connectionString);
    expect(intruder.hostname).toBe('127.0.0.1');
    intruder.password = 'guess';
    await expect(query(intruder.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
    const again = await start(dataDir, { transport: 'tcp' });
    expect(await query(again.connectionString, 'SELECT 1')).toEqual([1]);
  });

  test('a data folder that is a file gets a sentence', async () => {
    const file = join(await makeDataDir(), 'file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(file),
    });
  });

  test.runIf(isRoot)('goes elsewhere when root has a folder nobody else may enter', async () => {
    const closed = await makeDataDir();
    await chmod(closed, 0o700);
    const dataDir = join(closed, `it's "odd" $HOME`);
    const first = await start(dataDir);
    expect(first.dataLocation).toMatch(/^\/var\/lib\/madrigal\/.+\/postgres$/);
    await query(first.connectionString, 'CREATE TABLE kept ()');
    await first.stop();
    // Even when the folder opens up later, the database stays where its data is.
    await chmod(closed, 0o755);
    const second = await start(dataDir);
    expect(second.dataLocation).toBe(first.dataLocation);
    expect(await query(second.connectionString, 'SELECT count(*) FROM kept')).toEqual(['0']);
  });

  test.runIf(isRoot)(
    "lets PostgreSQL, and nobody else, through a folder of root's alone",
    async () => {
      const dataDir = await makeDataDir();
      await chmod(dataDir, 0o700);
      const server = await start(dataDir);
      expect(server.dataLocation).toBe(join(dataDir, 'postgres'));
      expect((await stat(dataDir)).mode & 0o777).toBe(0o710);
      expect((await stat(dataDir)).gid).toBe((await stat(server.dataLocation)).gid);
    },
  );

  test.runIf(isRoot)('runs as whoever we are when we are not root', async () => {
    const dataDir = await makeDataDir();
    const [uid, gid] = [65_534, 65_534];
    await chown(dataDir, uid, gid);
    const { child, dataLocation } = await startProcess(dataDir, { uid, gid, cwd: '/' });
    expect(dataLocation).toBe(join(dataDir, 'postgres'));
    child.kill('SIGINT');
    await once(child, 'exit');
    // Root continues as the owner of the files instead of taking them away.
    const server = await start(dataDir);
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1]);
    await server.stop();
    const again = await startProcess(dataDir, { uid, gid, cwd: '/' });
    again.child.kill('SIGINT');
    await once(again.child, 'exit');
    expect(again.child.exitCode).toBe(0);
  });

  test.runIf(isRoot)('takes back a backup that root copied into place', async () => {
    const dataDir = await makeDataDir();
    await (await start(dataDir)).stop();
    await mkdir(join(dataDir, 'copy'));
    await cp(join(dataDir, 'postgres'), join(dataDir, 'copy', 'postgres'), { recursive: true });
    const server = await start(join(dataDir, 'copy'));
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1]);
  });
});
