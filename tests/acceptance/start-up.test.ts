import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createClient,
  eventually,
  isExternalInstance,
  killProcessesMentioning,
  processesMentioning,
  runToEnd,
  type ServerProcess,
  startServer,
} from './harness/index.ts';

const SECOND_START_MS = 10_000;
const root = resolve(import.meta.dirname, '../..');

describe.skipIf(isExternalInstance)('starting and stopping', () => {
  let folder: string;
  let dataDir: string;
  let server: ServerProcess | null = null;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-start-')));
    await chmod(folder, 0o755); // for the user whom PostgreSQL runs as when we are root
    dataDir = join(folder, 'data');
  });
  afterEach(async () => {
    await server?.end('SIGTERM');
    server = null;
  });
  afterAll(async () => {
    killProcessesMentioning(folder);
    await rm(folder, { recursive: true, force: true });
  });

  const isUp = async (baseUrl: string) =>
    (await createClient(baseUrl).must('getReadiness')).status === 'ok';

  const saysWhereTheDataIs = ({ output }: ServerProcess) =>
    eventually('the line about the data', async () => output().includes(dataDir));

  it('makes its data folder, and says its address and where the data is', async () => {
    server = await startServer({ args: ['--port', '0', '--data', dataDir] });
    expect(await isUp(server.baseUrl)).toBe(true);
    await saysWhereTheDataIs(server);
  });

  it('starts again on the same data in seconds', async () => {
    const since = performance.now();
    server = await startServer({ args: ['--port=0', `--data=${dataDir}`] });
    expect(performance.now() - since).toBeLessThan(SECOND_START_MS);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops cleanly on %s', async (signal) => {
    server = await startServer({ env: { PORT: '0', DATA_DIR: dataDir } });
    expect(processesMentioning(dataDir).length).toBeGreaterThan(0);
    expect(await server.end(signal)).toBe(0);
    expect(processesMentioning(dataDir)).toEqual([]);
    expect(server.output()).not.toMatch(/\n\s+at /);
    server = null;
  });

  it('reads a .env in the folder it is started in', async () => {
    await writeFile(join(folder, '.env'), `PORT=0\nDATA_DIR="${dataDir}"\n`);
    server = await startServer({ cwd: folder });
    await saysWhereTheDataIs(server);
    await rm(join(folder, '.env'));
  });

  it('recovers when it was killed together with nothing it had started', async () => {
    const killed = await startServer({ env: { PORT: '0', DATA_DIR: dataDir } });
    await killed.end('SIGKILL');
    expect(processesMentioning(dataDir).length).toBeGreaterThan(0);
    server = await startServer({ env: { PORT: '0', DATA_DIR: dataDir } });
    expect(await isUp(server.baseUrl)).toBe(true);
  });

  it('refuses a second instance on the same data, and the first goes on', async () => {
    server = await startServer({ env: { PORT: '0', DATA_DIR: dataDir } });
    const second = await runToEnd({ env: { PORT: '0', DATA_DIR: dataDir } });
    expect(second.code).not.toBe(0);
    expect(second.output).toContain(dataDir);
    expect(await isUp(server.baseUrl)).toBe(true);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const env = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir };
    const { code, output } = await runToEnd({ env });
    other.close();
    expectOneClearMessage(code, output, String(port));
    expect(processesMentioning(dataDir)).toEqual([]);
  });

  it('names a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const unwritable = join(file, 'data');
    const { code, output } = await runToEnd({ env: { PORT: '0', DATA_DIR: unwritable } });
    expectOneClearMessage(code, output, unwritable);
  });

  it('lists every bad setting at once and starts nothing', async () => {
    const { code, output } = await runToEnd({
      env: { PORT: 'eighty', DATA_DIR: dataDir, JOB_LEASE_SECONDS: '-1' },
      args: ['--colour=blue'],
    });
    expectOneClearMessage(code, output, 'PORT');
    expect(output).toContain('JOB_LEASE_SECONDS');
    expect(output).toContain('colour');
    expect(output).toContain('eighty');
  });

  it('stops everything when Ctrl-C reaches the whole `npm start`', async () => {
    const npm = await npmStart();
    process.kill(-(npm.pid ?? 0), 'SIGINT');
    const [code, signal] = await once(npm, 'close');
    expect([0, 130, 'SIGINT']).toContain(code ?? signal);
    expect(processesMentioning(dataDir)).toEqual([]);
  });

  it('stops when `npm start` itself is killed', async () => {
    const npm = await npmStart();
    npm.kill('SIGKILL');
    await eventually('the end', async () => processesMentioning(dataDir).length === 0);
  });

  /** In a process group of its own, as a terminal would give it. Resolves when it is ready. */
  async function npmStart(): Promise<ChildProcess> {
    const npm = spawn('npm', ['start', '--', '--port', '0', '--data', dataDir], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await eventually('the address', async () => /ready at http/.test(output));
    return npm;
  }
});

function expectOneClearMessage(code: number | null, output: string, mentions: string): void {
  expect(code).toBe(1);
  expect(output).toContain(mentions);
  expect(output).not.toMatch(/\n\s+at /); // no stack trace
  expect(output.trim().split('\n').length).toBeLessThan(12);
}
