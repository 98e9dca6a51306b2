import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const scripts = resolve(import.meta.dirname, '../../scripts');

/** Stands in for npm: notes each run, "installs" a builder, and may hang or fail on the way. */
const fakeNpm = `
  import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-runs', process.argv.slice(2).join(' ') + '\\n');
  mkdirSync('node_modules/vite/bin', { recursive: true });
  if (existsSync('npm-fails')) {
    console.error('npm error network is away\\nnpm error\\nUsage: npm ci');
    process.exit(1);
  }
  while (existsSync('npm-hangs')) await new Promise((resolve) => setTimeout(resolve, 20));
  writeFileSync(
    'node_modules/vite/bin/vite.js',
    "require('node:fs').mkdirSync('dist', { recursive: true });" +
      "require('node:fs').writeFileSync('dist/index.html', '');" +
      "require('node:fs').appendFileSync('../../builds', 'x');",
  );
  cpSync('package-lock.json', 'node_modules/.package-lock.json');
`;

/** Stands in for the server: ends with code 0 on the first signal, and tells of every one. */
const fakeServer = `
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      console.log('got ' + signal);
      setTimeout(() => process.exit(0), 200);
    });
  }
  setInterval(() => {}, 1000);
  console.log('ready with ' + process.argv.slice(2).join(' '));
`;

const lockFile = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version } } });

interface Run {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

describe('npm start', () => {
  let root: string;
  const runs: Run[] = [];

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-set-up-')));
    await cp(scripts, join(root, 'scripts'), { recursive: true });
    for (const folder of ['apps/web/src', 'packages/contract/src', 'packages/server/src/entry']) {
      await mkdir(join(root, folder), { recursive: true });
    }
    await put('npm-cli.js', fakeNpm);
    await put('package.json', '{"type":"module"}');
    await put('apps/web/package.json', '{"type":"commonjs"}');
    await put('packages/server/src/entry/all-in-one.ts', fakeServer);
    await put('package-lock.json', lockFile('1.0.0'));
  });
  afterEach(async () => {
    await rm(join(root, 'npm-hangs'), { force: true });
    for (const { child, ended } of runs.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await rm(root, { recursive: true, force: true });
  });

  const put = (path: string, text: string) => writeFile(join(root, path), text);
  const countOf = (file: string, separator = '\n') => {
    const path = join(root, file);
    return existsSync(path) ? readFileSync(path, 'utf8').split(separator).length - 1 : 0;
  };

  function start(...args: string[]): Run {
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, npm_execpath: join(root, 'npm-cli.js') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    const run = { child, output: () => text, ended: once(child, 'close').then(([code]) => code) };
    runs.push(run);
    return run;
  }

  const says = ({ output }: Run, text: string) =>
    vi.waitFor(() => expect(output()).toContain(text), { timeout: 20_000, interval: 20 });

  async function stop({ child, ended }: Run): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }

  it('installs and builds once, and passes arguments on', async () => {
    const first = start('--port', '5');
    await says(first, 'ready with --port 5');
    await stop(first);
    const second = start();
    await says(second, 'ready with');
    expect(second.output()).not.toContain('Setting up');
    expect([countOf('npm-runs'), countOf('builds', 'x')]).toEqual([1, 1]);
    expect(readFileSync(join(root, 'npm-runs'), 'utf8')).toMatch(/^ci /);
  });

  it('installs again when the lock file has changed, and builds again when a source has', async () => {
    const first = start();
    await says(first, 'ready');
    await stop(first);
    await put('apps/web/src/main.tsx', 'changed');
    const second = start();
    await says(second, 'ready');
    await stop(second);
    expect([countOf('npm-runs'), countOf('builds', 'x')]).toEqual([1, 2]);
    await put('package-lock.json', lockFile('1.0.1'));
    await says(start(), 'ready');
    expect([countOf('npm-runs'), countOf('builds', 'x')]).toEqual([2, 3]);
  });

  it('accepts what somebody installed by hand', async () => {
    const byHand = spawn(process.execPath, ['npm-cli.js'], { cwd: root });
    await once(byHand, 'close');
    await says(start(), 'ready');
    expect(countOf('npm-runs')).toBe(1);
  });

  it('shows what npm said when it fails, without a stack trace', async () => {
    await put('npm-fails', '');
    const run = start();
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('npm error network is away');
    expect(run.output()).not.toMatch(/Usage|\n\s+at /);
    await rm(join(root, 'npm-fails'));
    await says(start(), 'ready');
  });

  it('does it again when it was killed in the middle', async () => {
    await put('npm-hangs', '');
    const run = start();
    await vi.waitFor(() => expect(countOf('npm-runs')).toBe(1), { timeout: 20_000 });
    run.child.kill('SIGKILL');
    await run.ended;
    const next = start();
    await says(next, 'Another set-up');
    await rm(join(root, 'npm-hangs'));
    await says(next, 'ready');
  });

  it('lets a second start wait for the first', async () => {
    await put('npm-hangs', '');
    const first = start();
    await vi.waitFor(() => expect(countOf('npm-runs')).toBe(1), { timeout: 20_000 });
    const second = start();
    await says(second, `process ${first.child.pid}`);
    await rm(join(root, 'npm-hangs'));
    await Promise.all([says(first, 'ready'), says(second, 'ready')]);
    expect([countOf('npm-runs'), countOf('builds', 'x')]).toEqual([1, 1]);
  });

  it('ends as the server ends', async () => {
    const run = start();
    await says(run, 'ready');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.output().match(/got SIGINT/g)).toHaveLength(1);
  });
});
