import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesise } from '../fixtures/audio.ts';
import { type Client, type Instance, setUpAdmin, startInstance } from './harness/index.ts';

const root = resolve(import.meta.dirname, '../..');
const SECONDS = 2;
/** Long enough to be caught in the middle. */
const LONG_SECONDS = 300;
const PATIENCE_MS = 400_000;

let instance: Instance;
let admin: Client;
let folder: string;
let music: string;

interface Command {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
  /** Resolves once it has written this. */
  says(text: string | RegExp): Promise<void>;
}

/** Runs `npm run NAME -- ARGS` without npm. */
function start(name: string, args: string[]): Command {
  const script = resolve(root, `scripts/${name}.mjs`);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, JOB_LEASE_SECONDS: '2' };
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = (expected: string | RegExp) =>
    new Promise<void>((found, failed) => {
      const look = () => {
        if (typeof expected === 'string' ? text.includes(expected) : expected.test(text)) found();
      };
      listeners.add(look);
      void ended.then((code) => failed(new Error(`It ended with ${code}:\n${text}`)));
      look();
    });
  return { child, output: () => text, ended, says };
}

async function run(name: string, ...args: string[]) {
  const command = start(name, args);
  return { code: await command.ended, output: command.output() };
}

const data = () => ['--data', instance.dataDir];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-command-')));
  music = join(folder, 'music');
  await mkdir(music);
  for (const title of ['One', 'Two']) {
    await synthesise(music, { format: 'mp3', seconds: SECONDS, name: title, tags: { title } });
  }
  await writeFile(join(music, 'broken.flac'), 'no music');
  instance = await startInstance({ JOB_LEASE_SECONDS: '2' });
});
afterAll(async () => {
  await instance.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run import', () => {
  it('asks for an account first', async () => {
    const unused = await run('import', music, '--data', join(folder, 'unused'));
    const empty = await run('import', music, ...data());
    for (const { code, output } of [unused, empty]) {
      expect(code).toBe(1);
      expect(output).toContain('create the first account');
    }
    admin = (await setUpAdmin(instance.baseUrl)).client;
  });

  it.each([
    [[], 'Usage: npm run import'],
    [['a', 'b'], 'Usage: npm run import'],
    [['/no/such/folder'], 'There is no folder /no/such/folder.'],
    [['/tmp', '--prot', '1'], '--prot: unknown flag'],
  ])('says what is wrong with %j', async (args, sentence) => {
    const { code, output } = await run('import', ...args, ...data());
    expect(code).toBe(1);
    expect(output).toContain(sentence);
  });

  it('hands the work to the Madrigal that runs, and lists what failed', async () => {
    const { code, output } = await run('import', music, ...data());
    expect(output).toContain('the Madrigal that runs does it');
    expect(output).toContain('2 songs added, 1 failed.');
    expect(output).toMatch(/broken\.flac: This file is .*, not music/);
    expect(code).toBe(2);
    expect((await admin.must('listSongs')).items).toHaveLength(2);
  });

  it('works without one, and reads nothing twice', async () => {
    await instance.process.end('SIGTERM');
    await rm(join(music, 'broken.flac'));
    const { code, output } = await run('import', music, ...data());
    expect(output).toContain('✓ 2 unchanged.');
    expect(code).toBe(0);
  });

  it(
    'stops at Ctrl-C, dies at kill -9, and goes on each time',
    async () => {
      const long = join(folder, 'long');
      await mkdir(long);
      const names = ['1', '2', '3', '4'];
      for (const name of names) {
        const tags = { title: `Long ${name}`, comment: name };
        await synthesise(long, {
          format: 'opus',
          seconds: LONG_SECONDS,
          sound: 'tone',
          name,
          tags,
        });
      }
      const stopped = start('import', [long, ...data()]);
      await stopped.says(/of 4 files|Looking for music/);
      stopped.child.kill('SIGINT');
      expect(await stopped.ended).toBe(130);
      expect(stopped.output()).toContain('run the same command again');

      const killed = start('import', [long, ...data()]);
      await killed.says(/of 4 files|Looking for music/);
      killed.child.kill('SIGKILL');
      await killed.ended;

      const { code, output } = await run('import', long, ...data());
      expect(output).toMatch(/✓ .*(songs? added|unchanged)/);
      expect(code).toBe(0);
      await instance.start();
      const { items } = await admin.must('listSongs', { query: { limit: 200 } });
      const titles = items.map(({ title }) => title).filter((title) => title.startsWith('Long'));
      expect(titles.toSorted()).toEqual(names.map((name) => `Long ${name}`));
    },
    PATIENCE_MS,
  );
});

describe('npm run demo', () => {
  let own: Instance;
  let owner: Client;

  beforeAll(async () => {
    own = await startInstance();
    owner = (await setUpAdmin(own.baseUrl)).client;
  });
  afterAll(() => own.dispose());

  it(
    'gives an empty library six songs that play, with covers, and lyrics for one',
    async () => {
      const { code, output } = await run('demo', '--data', own.dataDir);
      expect(output).toContain('✓ 6 songs added.');
      expect(code).toBe(0);
      const { items } = await owner.must('listSongs');
      expect(new Set(items.map(({ album }) => album.title))).toEqual(
        new Set(['Night Lines', 'Rooms by the Water']),
      );
      expect(items).toHaveLength(6);
      for (const { id, coverUrl, loudness, durationMs } of items) {
        expect(coverUrl).not.toBeNull();
        expect(Math.abs((loudness.integratedLufs ?? 0) + 16)).toBeLessThan(1);
        expect(loudness.truePeakDbtp).toBeLessThan(0);
        expect(durationMs).toBeGreaterThan(30_000);
        const stream = await owner.must('streamSong', { params: { songId: id } });
        const sound = await owner.request(stream.url);
        expect(sound.headers.get('content-type')).toBe(stream.mimeType);
        expect((await sound.arrayBuffer()).byteLength).toBe(stream.sizeBytes);
      }
      const waltz = items.find(({ title }) => title === 'Tidewater Waltz');
      const { lyrics } = await owner.must('getSong', { params: { songId: waltz?.id ?? '' } });
      expect(lyrics).toContain('Lamps along the harbour wall');
    },
    PATIENCE_MS,
  );

  it('leaves a library alone that has songs', async () => {
    const { code, output } = await run('demo', ...data());
    expect(output).toContain('the library has songs already');
    expect(code).toBe(1);
  });

  it(
    'adds its songs to others where it is told to',
    async () => {
      const { code, output } = await run('demo', '--force', ...data());
      expect(output).toContain('✓ 6 songs added.');
      expect(code).toBe(0);
      const { items } = await admin.must('listSongs', { query: { limit: 200 } });
      expect(items.filter(({ album }) => album.title === 'Night Lines')).not.toEqual([]);
    },
    PATIENCE_MS,
  );
});
